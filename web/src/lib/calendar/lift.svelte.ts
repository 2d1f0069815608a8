import { moveDays } from './days.ts';
import { minuteMilliseconds, stepMinutes, type CalendarEntry, type TimeRange } from './entry.ts';

/** The entry that the user holds by keyboard or pointer with the moment at which it would start, or a drawn time range. */
export class CalendarLift {
  entry = $state.raw<CalendarEntry>();
  start = $state(0);
  drawn = $state.raw<TimeRange>();
  byKeyboard = $state(false);
  /** How far after the start of the entry it was picked up, in minutes. */
  grip = 0;

  get isBusy(): boolean {
    return this.entry !== undefined || this.drawn !== undefined;
  }

  take(entry: CalendarEntry, byKeyboard: boolean, grip = 0): void {
    this.entry = entry;
    this.start = entry.start;
    this.byKeyboard = byKeyboard;
    this.grip = grip;
  }

  /** Sets where the entry would start. A place that is nearly the one that it has is that one. */
  put(start: number): void {
    if (!this.entry) return;
    const isNear = Math.abs(start - this.entry.start) < (stepMinutes / 2) * minuteMilliseconds;
    this.start = isNear ? this.entry.start : start;
  }

  /** Moves the entry by an arrow key: by days, and up and down by minutes if there is an hour grid. */
  step(key: string, hasHours: boolean, timeZone: string): void {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key];
    if (days === undefined) return;
    if (hasHours && Math.abs(days) === 7) this.start += Math.sign(days) * stepMinutes * minuteMilliseconds;
    else this.start = moveDays(this.start, days, timeZone);
  }

  clear(): void {
    this.entry = undefined;
    this.drawn = undefined;
  }
}
