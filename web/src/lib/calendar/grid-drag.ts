import type { DragOptions } from '#lib/drag.ts';
import { minuteMilliseconds, type CalendarEntry } from './entry.ts';
import type { HourScale } from './hour-scale.ts';
import type { CalendarLift } from './lift.svelte.ts';
import { dayUnder, draw, gripAtEdge, placeUnder, putAt, putOnDay, stretchTo } from './pointer.ts';

interface GridDragOptions {
  lift: CalendarLift;
  hasHours: boolean;
  timeZone: string;
  scale: () => HourScale;
  /** Whether a time range can be drawn for a new entry. */
  mayDraw: () => boolean;
  entryOf: (id: string | undefined) => CalendarEntry | undefined;
  /** Picks up an entry, or its lower edge. Returns false if it may not be changed. */
  take: (id: string | undefined, byKeyboard: boolean, grip?: number, isAtEdge?: boolean) => boolean;
}

/** What a pointer drags in a grid: entries, their lower edges, and ranges that are drawn. */
export function gridDrag(
  host: HTMLElement,
  { lift, hasHours, timeZone, scale, mayDraw, entryOf, take }: GridDragOptions,
): Omit<DragOptions, 'drop' | 'cancel'> {
  let drawnFrom: ReturnType<typeof placeUnder>;
  return {
    find: (target) =>
      target.closest<HTMLElement>('[data-edge]') ??
      target.closest<HTMLElement>('[data-entry]') ??
      (mayDraw() ? target.closest<HTMLElement>('[data-column]') : null),
    take: (pressedOn, { clientX, clientY }) => {
      const from = placeUnder(host, clientX, clientY, scale());
      const { edge, entry } = pressedOn.dataset;
      const held = entryOf(edge ?? entry);
      if (edge !== undefined)
        return take(edge, false, held && from ? gripAtEdge(held, from, scale()) : 0, true);
      if (entry !== undefined) {
        const moment = from && scale().momentAt(from.day, from.place);
        const grip = moment === undefined ? 0 : moment - (held?.start ?? moment);
        return take(entry, false, grip / minuteMilliseconds);
      }
      drawnFrom = from;
      if (from) draw(lift, from, from, scale());
      return from !== undefined;
    },
    over: (x, y) => {
      const place = placeUnder(host, x, y, scale());
      const under = hasHours ? undefined : dayUnder(x, y);
      if (!lift.entry && drawnFrom && place) draw(lift, drawnFrom, place, scale());
      else if (place && lift.isAtEdge) stretchTo(lift, place, scale(), timeZone);
      else if (place) putAt(lift, place, scale());
      else if (under) putOnDay(lift, under, timeZone);
    },
    scrollersAt: () => {
      const scroller = host.querySelector('[data-scroller]') ?? host;
      return { down: scroller, aside: scroller };
    },
  };
}
