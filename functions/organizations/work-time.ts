/** How long one call goes on with work that may take longer. */
export interface WorkTime {
  /** Asked after each piece, so that every call comes forward however slow the machine is. */
  isOver(): boolean;
  /** Whether anybody was told that it is over: then some work may be left. */
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
