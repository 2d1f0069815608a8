/** The longest time for which indexes and counters are expected to lag behind writes. */
export const lagMilliseconds = 10_000;

/** When this tab's last write to each organization was answered, in milliseconds since the Unix epoch. */
const writtenAt = new Map<string, number>();
/** The same without moves of cards: the board with the card shows them before they are in its responses. */
const unshownAt = new Map<string, number>();

export function noteWrite(orgId: string, isShownOnBoard = false): void {
  writtenAt.set(orgId, Date.now());
  if (!isShownOnBoard) unshownAt.set(orgId, Date.now());
}

const lagEnd = (writeTime = 0): number => writeTime + lagMilliseconds;

/** The time until which default lists and boards can lack writes from this tab. */
export const laggingUntil = (orgId: string): number => lagEnd(writtenAt.get(orgId));

/** The same for a board, apart from moves of its cards. */
export const boardLaggingUntil = (orgId: string): number => lagEnd(unshownAt.get(orgId));

/** The query parameter of lists and boards that includes all answered writes, until they are expected to do so anyway. */
export const currentUntil = (time: number): { current?: 'true' } =>
  Date.now() < time ? { current: 'true' } : {};
