import { moveDays } from './days.ts';
import { minuteMilliseconds, stepMinutes, type CalendarEntry, type TimeRange } from './entry.ts';
import { possibleLength } from './length.ts';

/** The entry that the user holds by keyboard or pointer, with its start and length when dropped, or a drawn time range. */
export class CalendarLift {
  entry = $state.raw<CalendarEntry>();
  start = $state(0);
  minutes = $state(0);
  drawn = $state.raw<TimeRange>();
  byKeyboard = $state(false);
  /** Whether the pointer holds the lower edge, so that it changes the length. */
  isAtEdge = $state(false);
  /** How far after the start of the entry, or its lower edge, it was picked up, in minutes. */
  grip = 0;

  get isBusy(): boolean {
    return this.entry !== undefined || this.drawn !== undefined;
  }

  get isResized(): boolean {
    return this.entry !== undefined && this.minutes !== this.entry.minutes;
  }

  take(entry: CalendarEntry, byKeyboard: boolean, grip = 0, isAtEdge = false): void {
    this.entry = entry;
    this.start = entry.start;
    this.minutes = entry.minutes;
    this.byKeyboard = byKeyboard;
    this.grip = grip;
    this.isAtEdge = isAtEdge;
  }

  /** Sets where the entry would start. A place that is nearly the one that it has is that one. */
  put(start: number): void {
    if (!this.entry) return;
    const isNear = Math.abs(start - this.entry.start) < (stepMinutes / 2) * minuteMilliseconds;
    this.start = isNear ? this.entry.start : start;
  }

  /** Sets how long the entry would take. A length that is nearly the one that it has is that one. */
  stretch(minutes: number): void {
    if (!this.entry) return;
    const isNear = Math.abs(minutes - this.entry.minutes) < stepMinutes / 2;
    this.minutes = isNear ? this.entry.minutes : minutes;
  }

  /** Makes the entry longer by a number of steps, or shorter if it is negative. */
  lengthen(steps: number, timeZone: string): void {
    const next = possibleLength(this.start, this.minutes + steps * stepMinutes, timeZone);
    this.minutes = steps > 0 ? Math.max(next, this.minutes) : next;
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
    this.isAtEdge = false;
  }
}
