/** What every change of a stored object adds to it: the next version, and when it was made. */
export const nextVersion = (
  { version }: { version: number },
  { now }: { now: string },
): { version: number; updatedAt: string } => ({ version: version + 1, updatedAt: now });
