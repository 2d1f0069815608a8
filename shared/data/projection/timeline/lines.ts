import type { Activity } from '#contract/logged-activity.ts';
import { activity, type ActivityRecord } from '#contract/records/activity.ts';
import { typeStoredAs } from '#contract/stored-name.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { Lead } from '#contract/records/lead.ts';
import type { Note } from '#contract/note.ts';
import type { TimelineEntry } from '#contract/timeline.ts';
import { donePlaces } from '../../entries/activity-row.ts';
import type { StoredAttachment } from '../../entries/attachment.ts';
import {
  doneActivityKey,
  doneLineKey,
  openActivityKey,
  originKey,
  pinnedNotePrefix,
  recordKey,
  timelineKey,
  type Key,
} from '../../store/keys.ts';
import { waitingKey } from '../../store/waiting-keys.ts';
import { talliesIn, type ListItem } from '../../lists/list-record.ts';
import type { AnyRecord, RecordDefinition } from '../../records/definition.ts';
import { definitionOf } from '../../records/definitions.ts';
import { recordFrom, type RecordItem } from '../../records/stored.ts';
import type { Item } from '../../store/table.ts';
import { taskOf } from '../../entries/task.ts';
import { shortDigest } from '../../values/short-digest.ts';
import { documentLines } from './document-lines.ts';

/**
 * A stored line of a record's timeline, of the list of what people have done, or of what can wait for an owner, or the
 * marker of a lead that was converted into the record, or of a done activity.
 */
export interface LineItem extends Key, Item {
  kind: 'timeline';
  /** Kind of the line, for filters. Markers have none. */
  entry?: TimelineEntry['kind'];
  data: string;
}

type Lines = (item: Item) => LineItem[];

/**
 * The timeline lines of an item: a pure function, so that repeated projections write the same keys and content. Of
 * deleted items, only files have lines. Changes have none: they are read themselves.
 */
export function linesOf(item: Item): LineItem[] {
  return byKind[String(item.kind)]?.(item) ?? [];
}

function line(key: Key, entry: TimelineEntry): LineItem {
  return { ...key, kind: 'timeline', entry: entry.kind, data: JSON.stringify(entry) };
}

/** The partition of the item's record. */
const partitionOf = (item: Item): Key => ({ pk: String(item.pk), sk: '' });

/** A line of a record's timeline, sorted by its time and id. */
export const lineAt = (record: Key, entry: TimelineEntry): LineItem =>
  line(timelineKey(record, entry.at, entry.id), entry);

function ofNote(item: Item): LineItem[] {
  const { deletedAt, ...note } = JSON.parse(String(item.data)) as Note & { deletedAt?: string };
  if (deletedAt !== undefined) return [];
  const { id, createdAt: at, authorId: actorId } = note;
  // Pinning moves a note to another item. The lines of both items have different keys, so that removing one can't
  // remove the other.
  const letter = note.isAnswer ? 'R' : String(item.sk).startsWith(pinnedNotePrefix) ? 'P' : 'N';
  const kind = note.isAnswer ? 'answer' : 'note';
  const head = { id: `${letter}${id}`, kind, at, actorId, action: 'created' } as const;
  return [lineAt(partitionOf(item), { ...head, data: { ...note } })];
}

/** A file has a line once it is uploaded. While it is in the trash, a second line shows the deletion. Files of answers are in their lines. */
function ofAttachment(item: Item): LineItem[] {
  const { state, ...file } = JSON.parse(String(item.data)) as StoredAttachment;
  if (state === 'uploading' || file.isAnswer) return [];
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

/**
 * An open activity is sorted by its due time, a done one by the time when it was done. That also has a marker, by which
 * the latest one is found however long the timeline is, and a line in lists of what people have done.
 */
function ofPlanned(planned: ActivityRecord, orgId: string): LineItem[] {
  const { id, about = [], dueAt, doneAt, doneById, createdBy } = planned;
  const head = { id: `K${id}`, kind: 'task', data: taskOf(planned) } as const;
  const ofRecords = about
    .map((one) => recordKey(orgId, one.type, one.id))
    .flatMap((record) =>
      doneAt === undefined
        ? [
            line(openActivityKey(record, dueAt, id), {
              ...head,
              at: dueAt,
              actorId: createdBy,
              action: 'open',
            }),
          ]
        : [
            lineAt(record, { ...head, at: doneAt, actorId: doneById, action: 'done' }),
            { ...doneActivityKey(record, doneAt, id), kind: 'timeline' as const, data: '{}' },
          ],
    );
  if (doneAt === undefined) return ofRecords;
  const places = donePlaces(orgId, planned, doneAt);
  const key = doneLineKey(recordKey(orgId, activity.name, id));
  // Lines are compared by their data, which needn't repeat the row.
  return [...ofRecords, { ...key, ...places, kind: 'timeline', data: shortDigest(places) }];
}

/** A deal appears in the timelines of its customer and contacts when it is created and when it is closed. */
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

/**
 * The records that a lead was converted into get a line and a marker. Because of the marker, their timelines include
 * that of the lead.
 */
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

const ofDocument =
  (kind: 'quote' | 'order' | 'invoice' | 'payment' | 'issue') =>
  (document: { id: string }, orgId: string): LineItem[] =>
    documentLines(kind, document, orgId).map(({ record, entry }) => lineAt(record, entry));

const byType: Record<string, (record: never, orgId: string) => LineItem[]> = {
  activity: ofPlanned,
  deal: ofDeal,
  lead: ofLead,
  quote: ofDocument('quote'),
  order: ofDocument('order'),
  invoice: ofDocument('invoice'),
  payment: ofDocument('payment'),
  issue: ofDocument('issue'),
};

/** A record, or a task as versions up to 0.12 stored it. */
function ofRecord(item: Item): LineItem[] {
  const type = item.kind === 'record' ? String(item.type) : typeStoredAs(String(item.type));
  const definition = definitionOf(type);
  const lines = byType[type];
  if (!definition || !lines) return [];
  const record = recordFrom(definition, item as Item & RecordItem);
  if (record.deletedAt !== undefined) return [];
  const orgId = String(item.org);
  return [...lines(record as never, orgId), ...ofWaiting(definition, record, item as Item & ListItem)];
}

/** The line of a record that can wait for its owner, which follows from its tallies, too. */
function ofWaiting(definition: RecordDefinition, record: AnyRecord, item: ListItem): LineItem[] {
  const { id, ownerId } = record;
  if (!definition.waiting || item.mergedInto !== undefined || typeof ownerId !== 'string') return [];
  const waits = definition.waiting({ ...record, ...talliesIn(definition, item) });
  if (!waits) return [];
  const key = waitingKey(item.org, ownerId, definition.type.name, waits.from, id);
  return [{ ...key, kind: 'timeline', data: JSON.stringify(waits.values) }];
}

const byKind: Record<string, Lines> = {
  note: ofNote,
  attachment: ofAttachment,
  activity: ofActivity,
  task: ofRecord,
  record: ofRecord,
};
