import type { Note } from '#contract/note.ts';
import type { Change } from '#contract/record-operations.ts';

export type TimelineEntry =
  | { kind: 'note'; id: string; at: string; note: Note }
  | { kind: 'change'; id: string; at: string; change: Change };

interface Source<Item> {
  items: readonly Item[];
  /** Whether there are older ones that have not been read. */
  hasMore: boolean;
}

/**
 * Notes and changes in one stream, newest first. What is older than the oldest entry read of a source that goes on is
 * held back, because something unread may belong before it.
 */
export function mergeTimeline(notes: Source<Note>, changes: Source<Change>): TimelineEntry[] {
  const noteEntries = notes.items.map((note): TimelineEntry => ({
    kind: 'note',
    id: note.id,
    at: note.createdAt,
    note,
  }));
  const changeEntries = changes.items.map((change): TimelineEntry => ({
    kind: 'change',
    id: `change-${change.id}`,
    at: change.at,
    change,
  }));
  const horizon = [
    notes.hasMore ? (noteEntries.at(-1)?.at ?? '') : '',
    changes.hasMore ? (changeEntries.at(-1)?.at ?? '') : '',
  ].reduce((a, b) => (a > b ? a : b));
  return [...noteEntries, ...changeEntries]
    .filter((entry) => entry.at >= horizon)
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}
