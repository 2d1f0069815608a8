/**
 * Runs tasks one after the other. Each receives a deadline based on an even share of the remaining time, so that
 * neither a long nor a failing task blocks the ones after it. When the time is over, no other task begins, except for the
 * first one. Throws the first error at the end.
 */
export async function takeTurns(
  parts: readonly ((until: number) => Promise<void>)[],
  seconds: number,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  const errors: unknown[] = [];
  for (const [index, part] of parts.entries()) {
    const now = Date.now();
    if (index > 0 && now >= end) break;
    const until = now + (end - now) / (parts.length - index);
    await part(until).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw errors[0];
}
