/** The time budget of one call. */
export interface WorkTime {
  /** Checked after each piece of work, so that every call makes progress however slow the machine is. */
  isOver(): boolean;
  /** Whether the budget ran out, so that some work may be unfinished. */
  ranOut(): boolean;
}

export function workTime(seconds: number, now: () => number = Date.now): WorkTime {
  const untilMs = now() + seconds * 1000;
  let ranOut = false;
  return {
    isOver: () => (ranOut ||= now() > untilMs),
    ranOut: () => ranOut,
  };
}
