import { daysApart } from '#lib/i18n/days.ts';
import { dayKey } from '#lib/i18n/format.ts';
import { moveDays } from './days.ts';
import { minuteMilliseconds, stepMinutes, type CalendarEntry } from './entry.ts';
import { snapped, snappedDown, type HourScale } from './hour-scale.ts';
import { lengthUntil } from './length.ts';
import type { CalendarLift } from './lift.svelte.ts';

/** A place on an hour grid. */
interface GridPlace {
  day: string;
  place: number;
}

/** The place of a pointer on an hour grid, also beside its columns. */
export function placeUnder(grid: HTMLElement, x: number, y: number, scale: HourScale): GridPlace | undefined {
  const columns = [...grid.querySelectorAll<HTMLElement>('[data-column]')];
  const column = columns.find((one) => x < one.getBoundingClientRect().right) ?? columns.at(-1);
  if (!column) return undefined;
  const { top, height } = column.getBoundingClientRect();
  const place = ((y - top) / height) * scale.minutes;
  return { day: column.dataset.column ?? '', place: Math.min(Math.max(place, 0), scale.minutes) };
}

/** The day whose cell is under a pointer. */
export function dayUnder(x: number, y: number): string | undefined {
  const cells = document.elementsFromPoint(x, y).map((element) => element.closest<HTMLElement>('[data-day]'));
  return cells.find((cell) => cell !== null)?.dataset.day;
}

/** Moves the held entry to a place on an hour grid. */
export function putAt(lift: CalendarLift, { day, place }: GridPlace, scale: HourScale): void {
  const start = Math.min(Math.max(snapped(place - lift.grip, stepMinutes), 0), scale.minutes - stepMinutes);
  lift.put(scale.momentAt(day, start));
}

/** How far after the lower edge of an entry a place is. */
export function gripAtEdge(
  { start, minutes }: CalendarEntry,
  { day, place }: GridPlace,
  scale: HourScale,
): number {
  const shown = scale.stretchOn(day, start, minutes);
  return shown ? place - shown.to : 0;
}

/** Lets the held entry end at a place on an hour grid. */
export function stretchTo(
  lift: CalendarLift,
  { place }: GridPlace,
  scale: HourScale,
  timeZone: string,
): void {
  lift.stretch(lengthUntil(lift.start, place - lift.grip, scale, timeZone));
}

/** Moves the held entry to another day, at the time of day that it has. */
export function putOnDay(lift: CalendarLift, day: string, timeZone: string): void {
  const { entry } = lift;
  if (!entry) return;
  lift.put(moveDays(entry.start, daysApart(dayKey(new Date(entry.start)), day), timeZone));
}

/** Draws a time range on the day on which the pointer went down, from there to where it is. */
export function draw(lift: CalendarLift, from: GridPlace, to: GridPlace, scale: HourScale): void {
  const anchor = snappedDown(from.place, stepMinutes);
  const end = snappedDown(to.place, stepMinutes);
  const start = scale.momentAt(from.day, Math.min(anchor, end));
  const until = scale.momentAt(from.day, Math.max(anchor, end) + stepMinutes);
  const minutes = Math.max((until - start) / minuteMilliseconds, stepMinutes);
  lift.drawn = { start, minutes };
}
