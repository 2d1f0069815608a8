import { moveDays } from './days.ts';
import { minuteMilliseconds, slotMinutes } from './entry.ts';
import type { CalendarLift } from './lift.svelte.ts';

interface HeldKeyOptions {
  lift: CalendarLift;
  hasHours: boolean;
  /** Whether lengths can be changed. */
  resizes: boolean;
  timeZone: string;
  drop: () => void;
  putBack: () => void;
  /** Called after the held entry has moved. */
  moved: () => void;
  /** Called after the length of the held entry has changed. */
  resized: () => void;
}

/** Handles key presses while an entry is held by keyboard, before any other handler does. */
export function whileHolding(event: KeyboardEvent, options: HeldKeyOptions): void {
  const { lift, hasHours, timeZone, drop, putBack, moved } = options;
  const steps = options.resizes && event.shiftKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
  if (!lift.entry || !lift.byKeyboard || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === ' ' || event.key === 'Enter') drop();
  else if (event.key === 'Escape') putBack();
  else if (steps !== undefined) {
    lift.lengthen(steps, timeZone);
    options.resized();
  } else if (event.key.startsWith('Arrow')) {
    lift.step(event.key, hasHours, timeZone);
    moved();
  } else if (event.key !== 'Tab') return;
  event.preventDefault();
  event.stopPropagation();
}

/** The moment to which a key moves the chosen time of an hour grid, if it is such a key. `days` are shown together. */
export function slotAfter(moment: number, key: string, days: number, timeZone: string): number | undefined {
  const slot = slotMinutes * minuteMilliseconds;
  if (key === 'ArrowUp') return moment - slot;
  if (key === 'ArrowDown') return moment + slot;
  const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -days, PageDown: days }[key];
  return by === undefined ? undefined : moveDays(moment, by, timeZone);
}

/** How many days a key moves the chosen day of a month. */
export const daysOfKey = (key: string): number | undefined =>
  ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 })[key];
