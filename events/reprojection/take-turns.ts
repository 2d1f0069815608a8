/**
 * Does one part of the work after the other. Each is told until when it may go on: its even share of what is left, so
 * that one with much to do does not keep those behind it from their turn. Nor does one that fails.
 */
export async function takeTurns(
  parts: readonly ((until: number) => Promise<void>)[],
  seconds: number,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  const errors: unknown[] = [];
  for (const [index, part] of parts.entries()) {
    const now = Date.now();
    const until = now + (end - now) / (parts.length - index);
    await part(until).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw errors[0];
}
