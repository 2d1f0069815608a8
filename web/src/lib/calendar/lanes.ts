import type { CalendarEntry } from './entry.ts';
import type { HourScale, Stretch } from './hour-scale.ts';

/** How high an entry is at least, in minutes of the scale: a line of text, and as much as a target has to be. */
export const leastMinutes = 30;

/** A part of an entry on a day, with its place beside those at the same time. */
export interface Block extends Stretch {
  entry: CalendarEntry;
  /** Whether the entry starts on this day. */
  isStart: boolean;
  lane: number;
  /** How many lanes it takes. */
  width: number;
  /** How many lanes there are beside each other. */
  lanes: number;
}

/** The entries of a day. Those that overlap are side by side, each as wide as the room that is left. */
export function blocksOf(entries: readonly CalendarEntry[], day: string, scale: HourScale): Block[] {
  const parts = entries.flatMap((entry) => {
    const stretch = scale.stretchOn(day, entry.start, entry.minutes);
    if (!stretch) return [];
    const isStart = scale.placeOf(entry.start)?.day === day;
    const from = Math.min(stretch.from, scale.minutes - leastMinutes);
    return [{ entry, isStart, from, to: Math.max(stretch.to, from + leastMinutes) }];
  });
  parts.sort((a, b) => a.from - b.from || b.to - a.to || (a.entry.id < b.entry.id ? -1 : 1));
  return groupsOf(parts).flatMap(placed);
}

/** Groups of which none overlaps with another. */
function groupsOf<Part extends Stretch>(sorted: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  let end = -Infinity;
  for (const part of sorted) {
    if (part.from >= end) groups.push([]);
    groups.at(-1)?.push(part);
    end = Math.max(end, part.to);
  }
  return groups;
}

function placed<Part extends Stretch>(
  group: readonly Part[],
): (Part & Pick<Block, 'lane' | 'lanes' | 'width'>)[] {
  const lanes: Part[][] = [];
  const laneOf = new Map<Part, number>();
  for (const part of group) {
    const free = lanes.findIndex((lane) => (lane.at(-1)?.to ?? 0) <= part.from);
    const lane = free < 0 ? lanes.length : free;
    (lanes[lane] ??= []).push(part);
    laneOf.set(part, lane);
  }
  return group.map((part) => {
    const lane = laneOf.get(part) ?? 0;
    const isTaken = (others: Part[]) => others.some((other) => other.from < part.to && other.to > part.from);
    const taken = lanes.findIndex((others, place) => place > lane && isTaken(others));
    return { ...part, lane, width: (taken < 0 ? lanes.length : taken) - lane, lanes: lanes.length };
  });
}
