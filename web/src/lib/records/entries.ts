import type { InfiniteData } from '@tanstack/svelte-query';
import type { Activity } from '#contract/logged-activity.ts';
import type { Attachment } from '#contract/attachment.ts';
import type { Note } from '#contract/note.ts';
import type { Task } from '#contract/task.ts';
import type { TimelineEntry } from '#contract/timeline.ts';
import { client } from '#lib/api/client.ts';
import { withOwnEntries, type OwnEntry, type TimelineKind, type TimelinePage } from './own-entries.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { lagMilliseconds } from '#lib/api/recent-writes.ts';

export interface OfRecord {
  orgId: string;
  recordType: string;
  recordId: string;
}
/** Entries that this tab has written, which are applied to responses while these can lack them. */
const own = new Map<string, OwnEntry[]>();

export const timelineKey = ({ orgId, recordType, recordId }: OfRecord) => [
  orgId,
  'timeline',
  recordType,
  recordId,
];

async function readTimeline(
  record: OfRecord,
  kind: TimelineKind | undefined,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<TimelinePage> {
  const page = await client.timeline.list(
    { ...record, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) },
    { signal },
  );
  return withOwnEntries(page, ownOf(record.recordId), { kind, isFirst: cursor === undefined });
}

/** A record's timeline, page by page. If `kind` is omitted, it has entries of all kinds. */
export const timelineQuery = (record: OfRecord, kind?: TimelineKind) => ({
  queryKey: [...timelineKey(record), kind],
  queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
    readTimeline(record, kind, pageParam, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { nextCursor?: string | undefined }) => last.nextCursor,
  staleTime: 0,
});

function ownOf(recordId: string, now = Date.now()): OwnEntry[] {
  const fresh = (own.get(recordId) ?? []).filter((one) => now - one.at < lagMilliseconds);
  own.set(recordId, fresh);
  return fresh;
}

/**
 * Adds, updates or (if `entry` is undefined) removes an entry in the record's cached timelines, and in responses of the
 * next ten seconds.
 */
function note(record: OfRecord, id: string, entry: TimelineEntry | undefined): void {
  const entries = [...ownOf(record.recordId).filter((one) => one.id !== id), { id, entry, at: Date.now() }];
  own.set(record.recordId, entries);
  for (const [queryKey, data] of queryClient.getQueriesData<InfiniteData<TimelinePage>>({
    queryKey: timelineKey(record),
  })) {
    if (!data) continue;
    const kind = queryKey[4] as TimelineKind | undefined;
    const pages = data.pages.map((page, place) =>
      withOwnEntries(page, entries, { kind, isFirst: place === 0 }),
    );
    queryClient.setQueryData(queryKey, { ...data, pages });
  }
}

/** Whether a timeline of the record that was read in this tab has an entry. */
export const isInTimeline = (record: OfRecord, id: string): boolean =>
  queryClient
    .getQueriesData<InfiniteData<TimelinePage>>({ queryKey: timelineKey(record) })
    .some(([, data]) => data?.pages.some(({ items }) => items.some((entry) => entry.id === id)));

/** Discards this tab's version of an entry that someone else has changed, and refetches the record's timelines. */
export function readEntryAgain(record: OfRecord, id: string): void {
  own.set(
    record.recordId,
    ownOf(record.recordId).filter((one) => one.id !== id),
  );
  void queryClient.invalidateQueries({ queryKey: timelineKey(record) });
}

/** Refetches a record's timelines after 0.7 and 2.5 seconds, because they show a change with a short delay. */
export function refetchTimelineSoon(record: OfRecord): void {
  for (const wait of [700, 2_500]) {
    setTimeout(() => void queryClient.invalidateQueries({ queryKey: timelineKey(record) }), wait);
  }
}

/** The id of the line of a note or an answer. */
export const noteLineId = ({ id, isAnswer }: Note): string => `${isAnswer ? 'R' : 'N'}${id}`;

export function noteNote(record: OfRecord, one: Note, isDeleted = false): void {
  const { createdAt: at, authorId: actorId, isAnswer } = one;
  const head = { id: noteLineId(one), kind: isAnswer ? 'answer' : 'note', at, actorId } as const;
  note(record, head.id, isDeleted ? undefined : { ...head, action: 'created', data: { ...one } });
}

/** Updates the record's timelines after a file was added, deleted or restored. */
export function noteFile(record: OfRecord, { previewUrl: _previewUrl, ...one }: Attachment): void {
  const head = { kind: 'attachment' as const, actorId: one.authorId, data: { ...one } };
  const added: TimelineEntry = { ...head, id: `B${one.id}`, at: one.createdAt, action: 'created' };
  note(record, added.id, added);
  const gone: TimelineEntry | undefined =
    one.deletedAt === undefined
      ? undefined
      : { ...head, id: `X${one.id}`, at: one.deletedAt, action: 'deleted' };
  note(record, `X${one.id}`, gone);
}

export function noteActivity(record: OfRecord, one: Activity, isDeleted = false): void {
  note(
    record,
    `A${one.id}`,
    isDeleted
      ? undefined
      : {
          id: `A${one.id}`,
          kind: 'activity',
          at: one.date,
          actorId: one.userId,
          action: 'created',
          data: { ...one },
        },
  );
}

/** Updates the timelines of what a task is about. Lines of timelines only name the main record. */
export function noteTask(orgId: string, one: Task, isDeleted = false): void {
  const {
    recordType,
    recordId,
    about = recordType && recordId ? [{ type: recordType, id: recordId }] : [],
  } = one;
  const head = { id: `K${one.id}`, kind: 'task' as const, data: { ...one } };
  const entry: TimelineEntry = one.doneAt
    ? { ...head, at: one.doneAt, actorId: one.doneById, action: 'done' }
    : { ...head, at: one.dueAt, actorId: one.createdBy, action: 'open' };
  for (const { type, id } of about)
    note({ orgId, recordType: type, recordId: id }, head.id, isDeleted ? undefined : entry);
}
