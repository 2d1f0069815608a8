/** The time budget of one call. */
export interface WorkTime {
  /**
   * Whether the budget is used up. Checked after each piece of work, so that even on slow machines every call makes
   * progress.
   */
  isOver(): boolean;
  /** Whether `isOver` has returned true, so that some work may be unfinished. */
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
