/** Whether an item still counts: TTL removes it some time after its end, which is in epoch seconds. */
export const isKept = ({ expiresAt }: { expiresAt: number }, now: string): boolean =>
  expiresAt * 1000 > Date.parse(now);
