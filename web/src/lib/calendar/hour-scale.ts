import { addDays } from '#lib/i18n/days.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { minuteMilliseconds } from './entry.ts';

interface ScaleDay {
  day: string;
  /** When the day starts, in milliseconds since 1970. */
  start: number;
  /** How long the day is: 1,440 minutes unless clocks change. */
  minutes: number;
  /** When clocks change, in minutes since the start, and by how many minutes. They go back if `by` is negative. */
  change: { at: number; by: number } | undefined;
}

export interface Stretch {
  from: number;
  to: number;
}

const dayMinutes = 1_440;

/**
 * The vertical scale of an hour grid, in minutes, which its days share so that equal times are beside each other. If one
 * of the days repeats an hour, the scale has that hour twice. So every moment has a place of its own; places that a day
 * doesn't have belong to the first moment after them.
 */
export class HourScale {
  readonly days: readonly ScaleDay[];
  /** The local time at which clocks go back on one of the days, and by how many minutes. */
  readonly #repeat: { at: number; by: number; day: string } | undefined;

  constructor(days: readonly string[], timeZone: string) {
    this.days = days.map((day) => scaleDay(day, timeZone));
    for (const { day, change } of this.days)
      if (change && change.by < 0) this.#repeat ??= { at: change.at, by: -change.by, day };
  }

  /** The height of the scale. */
  get minutes(): number {
    return dayMinutes + (this.#repeat?.by ?? 0);
  }

  /** The places at which an hour begins, with its local time in minutes. */
  get hours(): { place: number; time: number }[] {
    const places = Array.from({ length: this.minutes / 15 }, (_, step) => step * 15);
    return places
      .map((place) => ({ place, time: this.#timeAt(place) }))
      .filter(({ time }) => time % 60 === 0);
  }

  /** The day and place of a moment, unless it is on another day. */
  placeOf(moment: number): { day: string; place: number } | undefined {
    const day = this.days.find(({ start, minutes }) => {
      const since = moment - start;
      return since >= 0 && since < minutes * minuteMilliseconds;
    });
    return day && { day: day.day, place: this.#place(day, (moment - day.start) / minuteMilliseconds) };
  }

  /** The part of a time range that is on a day, if there is one. */
  stretchOn(day: string, start: number, minutes: number): Stretch | undefined {
    const found = this.#day(day);
    if (!found) return undefined;
    const since = (start - found.start) / minuteMilliseconds;
    const [from, to] = [Math.max(since, 0), Math.min(since + minutes, found.minutes)];
    if (to <= from) return undefined;
    // The end of a range that ends when clocks change is where the time before that ends.
    return { from: this.#place(found, from), to: this.#place(found, to - 1) + 1 };
  }

  /** The moment at a place, or the first one after it. */
  momentAt(day: string, place: number): number {
    const found = this.#day(day);
    if (!found) return Number.NaN;
    const since = this.#sinceStart(found, Math.min(Math.max(place, 0), this.minutes));
    return found.start + since * minuteMilliseconds;
  }

  /** The places that a day doesn't have. */
  missingOn(day: string): Stretch[] {
    const { change } = this.#day(day) ?? {};
    const skipped =
      change && change.by > 0
        ? [{ from: this.#scaled(change.at), to: this.#scaled(change.at + change.by - 1) + 1 }]
        : [];
    const repeat = this.#repeat;
    const unrepeated = repeat && repeat.day !== day ? [{ from: repeat.at, to: repeat.at + repeat.by }] : [];
    return [...skipped, ...unrepeated];
  }

  #day(day: string): ScaleDay | undefined {
    return this.days.find((one) => one.day === day);
  }

  /** The local time at a place, in minutes. */
  #timeAt(place: number): number {
    return this.#repeat && place >= this.#repeat.at ? place - this.#repeat.by : place;
  }

  /** The place of a local time on days that don't repeat it. */
  #scaled(time: number): number {
    return this.#repeat && time >= this.#repeat.at ? time + this.#repeat.by : time;
  }

  #place({ day, change }: ScaleDay, sinceStart: number): number {
    if (day === this.#repeat?.day) return sinceStart;
    const isAfter = change !== undefined && sinceStart >= change.at;
    return this.#scaled(sinceStart + (isAfter ? change.by : 0));
  }

  #sinceStart({ day, change }: ScaleDay, place: number): number {
    const repeat = this.#repeat;
    if (repeat?.day === day) return place;
    const isUnrepeated = repeat !== undefined && place >= repeat.at && place < repeat.at + repeat.by;
    const time = isUnrepeated ? repeat.at : this.#timeAt(place);
    if (!change || time < change.at) return time;
    return Math.max(time - change.by, change.at);
  }
}

function scaleDay(day: string, timeZone: string): ScaleDay {
  const startOf = (one: string) => Date.parse(fromZoned(`${one}T00:00`, timeZone) ?? '');
  const start = startOf(day);
  const minutes = (startOf(addDays(day, 1)) - start) / minuteMilliseconds;
  return { day, start, minutes, change: changeOn(start, minutes, timeZone) };
}

/** When clocks change on a day that isn't as long as others. */
function changeOn(start: number, minutes: number, timeZone: string): ScaleDay['change'] {
  if (minutes === dayMinutes) return undefined;
  for (let at = 0; at < minutes; at += 15) {
    const time = toZoned(new Date(start + at * minuteMilliseconds), timeZone).slice(11);
    const [hours = 0, rest = 0] = time.split(':').map(Number);
    if (hours * 60 + rest !== at) return { at, by: dayMinutes - minutes };
  }
  return undefined;
}

/** The multiple of `step` that is nearest. */
export const snapped = (minutes: number, step: number): number => Math.round(minutes / step) * step;
/** The multiple of `step` at or before a place. */
export const snappedDown = (minutes: number, step: number): number => Math.floor(minutes / step) * step;
