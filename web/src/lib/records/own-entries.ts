import type { TimelineEntry } from '#contract/timeline.ts';

export type TimelineKind = TimelineEntry['kind'];
export interface TimelinePage {
  upcoming: TimelineEntry[];
  items: TimelineEntry[];
  nextCursor?: string | undefined;
}

/** An entry that was recently written or deleted in this tab. */
export interface OwnEntry {
  id: string;
  /** Undefined if the entry was deleted. */
  entry: TimelineEntry | undefined;
  at: number;
}

const isUpcoming = (entry: TimelineEntry, now: number) =>
  (entry.kind === 'task' && entry.action === 'open') ||
  (entry.kind === 'activity' && Date.parse(entry.at) > now);

/** Where the service places an entry: by its time, then by its id. */
const placeOf = ({ at, id }: TimelineEntry): string => `${at}#${id}`;

/**
 * A page of a timeline with this tab's recent entries applied. Written entries appear on the first page only. Their
 * older versions, and deleted entries, are removed from every page.
 */
export function withOwnEntries(
  page: TimelinePage,
  entries: readonly OwnEntry[],
  { kind, isFirst }: { kind: TimelineKind | undefined; isFirst: boolean },
  now = Date.now(),
): TimelinePage {
  if (entries.length === 0) return page;
  const ids = new Set(entries.map((one) => one.id));
  const rest = (list: TimelineEntry[]) => list.filter((entry) => !ids.has(entry.id));
  const added = isFirst
    ? entries.flatMap(({ entry }) => (entry && (!kind || entry.kind === kind) ? [entry] : []))
    : [];
  const items = [...rest(page.items), ...added.filter((entry) => !isUpcoming(entry, now))];
  const upcoming = [...rest(page.upcoming), ...added.filter((entry) => isUpcoming(entry, now))];
  return {
    ...page,
    items: items.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1)),
    upcoming: upcoming.sort((a, b) => (a.at < b.at ? -1 : 1)),
  };
}
