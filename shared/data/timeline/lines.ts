import type { Activity } from '#contract/activity.ts';
import type { Deal } from '#contract/deal.ts';
import type { Lead } from '#contract/lead.ts';
import type { Note } from '#contract/note.ts';
import type { TimelineEntry } from '#contract/timeline.ts';
import type { StoredAttachment } from '../attachment.ts';
import { isFirst, type FieldChange } from '../change.ts';
import {
  changePrefix,
  openTaskKey,
  originKey,
  pinnedNotePrefix,
  recordKey,
  timelineKey,
  type Key,
} from '../keys.ts';
import { definitionOf } from '../records/definitions.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import type { Item } from '../table.ts';
import type { StoredTask } from '../task.ts';

/** A line of a record's timeline as it lies in the table, or the mark of a lead that became the record. */
export interface LineItem extends Key {
  kind: 'timeline';
  /** Kind of the entry, to filter by; a mark has none. */
  entry?: TimelineEntry['kind'];
  data: string;
}

type Lines = (item: Item) => LineItem[];

/** Characters of a change's values that a line repeats; longer ones stand in the record's history. */
const valuesMax = 2_000;

/**
 * The lines that an item of the table makes, wherever they lie: a pure function, so that whoever projects an item, and
 * however often, comes to the same keys with the same content. What is deleted makes none.
 */
export function linesOf(item: Item): LineItem[] {
  return byKind[String(item.kind)]?.(item) ?? [];
}

function line(key: Key, entry: TimelineEntry): LineItem {
  return { ...key, kind: 'timeline', entry: entry.kind, data: JSON.stringify(entry) };
}

/** The partition of the record that an item lies with. */
const partitionOf = (item: Item): Key => ({ pk: String(item.pk), sk: '' });

/** A record's line under the time and id that the entry tells. */
export const lineAt = (record: Key, entry: TimelineEntry): LineItem =>
  line(timelineKey(record, entry.at, entry.id), entry);

function ofChange(item: Item): LineItem[] {
  const { sk, type, version, action, actor, at, data } = item;
  // Entries' own changes are told by the entries. A change whose values were erased is of a record that is gone.
  if (!String(sk).startsWith(changePrefix) || typeof data !== 'string' || !definitionOf(String(type)))
    return [];
  const all = JSON.parse(data) as FieldChange[];
  const changes = isFirst(String(action)) ? all.filter(({ field }) => field === 'formName') : all;
  const isShort = JSON.stringify(changes).length <= valuesMax;
  const told = isShort ? { changes } : { fields: changes.map(({ field }) => field) };
  return [
    lineAt(partitionOf(item), {
      id: `C${String(version).padStart(9, '0')}`,
      kind: 'change',
      at: String(at),
      actorId: String(actor),
      action: String(action),
      ...(changes.length === 0 ? {} : { data: told }),
    }),
  ];
}

function ofNote(item: Item): LineItem[] {
  const { deletedAt, ...note } = JSON.parse(String(item.data)) as Note & { deletedAt?: string };
  if (deletedAt !== undefined) return [];
  const { id, createdAt: at, authorId: actorId } = note;
  // A note that is pinned or no longer moves: each place has a line of its own, so that neither undoes the other's.
  const letter = String(item.sk).startsWith(pinnedNotePrefix) ? 'P' : 'N';
  const head = { id: `${letter}${id}`, kind: 'note', at, actorId, action: 'created' } as const;
  return [lineAt(partitionOf(item), { ...head, data: { ...note } })];
}

/** A file is told once it has arrived; one that was taken away is told as that, for as long as it can come back. */
function ofAttachment(item: Item): LineItem[] {
  const { state, ...file } = JSON.parse(String(item.data)) as StoredAttachment;
  if (state === 'uploading') return [];
  const { id, name, type, sizeBytes, authorId, createdAt, deletedAt, deletedBy } = file;
  const head = { id: `B${id}`, kind: 'attachment', data: { id, name, type, sizeBytes } } as const;
  const added = lineAt(partitionOf(item), { ...head, at: createdAt, actorId: authorId, action: 'created' });
  if (deletedAt === undefined) return [added];
  const actor = deletedBy === undefined ? {} : { actorId: deletedBy };
  return [
    added,
    lineAt(partitionOf(item), { ...head, id: `X${id}`, at: deletedAt, ...actor, action: 'deleted' }),
  ];
}

function ofActivity(item: Item): LineItem[] {
  const activity = JSON.parse(String(item.data)) as Activity;
  const { id, date: at, userId: actorId } = activity;
  const head = { id: `A${id}`, kind: 'activity', at, actorId, action: 'created' } as const;
  return [lineAt(partitionOf(item), { ...head, data: { ...activity } })];
}

/** An open task waits by its due time; one that is done is a line of the time when that was. */
function ofTask(item: Item): LineItem[] {
  const task = JSON.parse(String(item.data)) as StoredTask;
  const { id, recordType, recordId, deletedAt, dueAt, doneAt, doneById, createdBy } = task;
  if (!recordType || !recordId || deletedAt !== undefined) return [];
  const record = recordKey(String(item.org), recordType, recordId);
  const head = { id: `K${id}`, kind: 'task', data: { ...task } } as const;
  return doneAt === undefined
    ? [line(openTaskKey(record, dueAt, id), { ...head, at: dueAt, actorId: createdBy, action: 'open' })]
    : [lineAt(record, { ...head, at: doneAt, actorId: doneById, action: 'done' })];
}

/** A deal shows with its customer and contacts when it was made and when it was closed. */
function ofDeal({ id, title, createdAt, closedAt, createdBy, ...deal }: Deal, orgId: string): LineItem[] {
  const records = [
    ...(deal.customerId ? [recordKey(orgId, 'customer', deal.customerId)] : []),
    ...(deal.contactIds ?? []).map((contactId) => recordKey(orgId, 'contact', contactId)),
  ];
  const about = { type: 'deal', id, title };
  return records.flatMap((record) => [
    lineAt(record, {
      id: `D${id}`,
      kind: 'deal',
      at: createdAt,
      actorId: createdBy,
      about,
      action: 'created',
    }),
    ...(closedAt
      ? [lineAt(record, { id: `E${id}`, kind: 'deal', at: closedAt, about, action: 'closed' })]
      : []),
  ]);
}

/** A converted lead is pointed to by what it became, whose timeline also reads the lead's. */
function ofLead(lead: Lead, orgId: string): LineItem[] {
  const { id, fullName: title, convertedAt: at } = lead;
  if (!at) return [];
  const became = [
    ['customer', lead.customerId],
    ['contact', lead.contactId],
    ['deal', lead.dealId],
  ] as const;
  const about = { type: 'lead', id, title };
  return became.flatMap(([type, recordId]) => {
    if (recordId === undefined) return [];
    const record = recordKey(orgId, type, recordId);
    return [
      lineAt(record, { id: `L${id}`, kind: 'lead', at, about, action: 'converted' }),
      { ...originKey(record, id), kind: 'timeline' as const, data: '{}' },
    ];
  });
}

const byType: Record<string, (record: never, orgId: string) => LineItem[]> = { deal: ofDeal, lead: ofLead };

function ofRecord(item: Item): LineItem[] {
  const type = String(item.type);
  const definition = definitionOf(type);
  const lines = byType[type];
  if (!definition || !lines) return [];
  const record = recordFrom(definition, item as unknown as RecordItem);
  return record.deletedAt === undefined ? lines(record as never, String(item.org)) : [];
}

const byKind: Record<string, Lines> = {
  change: ofChange,
  note: ofNote,
  attachment: ofAttachment,
  activity: ofActivity,
  task: ofTask,
  record: ofRecord,
};
