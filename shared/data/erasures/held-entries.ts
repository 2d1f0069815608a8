import { limits } from '#contract/limits.ts';
import { fileKey, type StoredAttachment } from '../entries/attachment.ts';
import { followedWith } from '../entries/follow-into-trash.ts';
import { taskOf } from '../entries/task.ts';
import { downloadOf } from '../files/download.ts';
import {
  activityPrefix,
  attachmentPrefix,
  deletedActivityPrefix,
  namedIn,
  notePrefix,
  openActivityPrefix,
  pinnedNotePrefix,
  timelinePrefix,
  type Key,
} from '../store/keys.ts';
import { activityRecords } from '../records/activity.ts';
import { keyOf } from '../records/definition.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { getItems, query, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';

type Entry = Record<string, unknown>;

/** What belongs to a record of a person. */
export interface HeldEntries {
  notes: Entry[];
  activities: Entry[];
  tasks: Entry[];
  files: { id: string; name: string; type: string; sizeBytes: number; url?: string }[];
  /** Whether there are more entries of a kind. */
  isCut: boolean;
}

interface DataItem {
  data: string;
}

/** The entries of a record, including those in the trash. */
export async function heldEntries(session: Session, orgId: string, record: Key): Promise<HeldEntries> {
  const read = (prefix: string) => entriesOf(session, record, prefix);
  const notes = [await read(pinnedNotePrefix), await read(notePrefix)];
  const activities = [await read(activityPrefix), await read(deletedActivityPrefix)];
  const files = await read(attachmentPrefix);
  const tasks = await tasksOf(session, orgId, record);
  return {
    notes: notes.flatMap(({ entries }) => entries),
    activities: activities.flatMap(({ entries }) => entries),
    tasks: tasks.entries,
    files: (files.entries as (Entry & StoredAttachment)[]).map((file) => fileOf(orgId, file)),
    isCut: [...notes, ...activities, files, tasks].some(({ isCut }) => isCut),
  };
}

async function entriesOf(
  session: Session,
  { pk }: Key,
  prefix: string,
): Promise<{ entries: Entry[]; isCut: boolean }> {
  const { items, lastKey } = await query<DataItem>(session, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    ConsistentRead: true,
    Limit: limits.personalDataItems,
  });
  return { entries: items.map(({ data }) => JSON.parse(data) as Entry), isCut: lastKey !== undefined };
}

/**
 * Activities that are records have partitions of their own, and lines in the timelines of what they are about. Deleted
 * ones have none, but those that went to the trash with the record have markers.
 */
async function tasksOf(
  session: Session,
  orgId: string,
  record: Key,
): Promise<{ entries: Entry[]; isCut: boolean }> {
  const parts = [
    await linesOf(session, record, openActivityPrefix),
    await linesOf(session, record, timelinePrefix),
  ];
  const most = limits.personalDataItems;
  const followed = await followedWith(session, record);
  // While one is being completed, it can have both lines.
  const ids = new Set([...parts.flatMap((part) => part.ids), ...followed.slice(0, most)]);
  const keys = [...ids].map((id) => keyOf(activityRecords, orgId, id));
  const found = await getItems<RecordItem>(session, keys);
  const { id: recordId } = namedIn(record.pk);
  const entries = found.flatMap((item): Entry[] => {
    const activity = item && recordFrom(activityRecords, item);
    // One that was restored and changed since can be about somebody else.
    return activity?.about?.some(({ id }) => id === recordId) ? [{ ...taskOf(activity) }] : [];
  });
  return { entries, isCut: followed.length > most || parts.some(({ isCut }) => isCut) };
}

/** The ids of activities that have lines with a prefix in the timeline of a record. */
async function linesOf(
  session: Session,
  { pk }: Key,
  prefix: string,
): Promise<{ ids: string[]; isCut: boolean }> {
  const ids: string[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<DataItem>(session, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      FilterExpression: 'entry = :task',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix, ':task': 'task' },
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    ids.push(...items.map(({ data }) => (JSON.parse(data) as { data: { id: string } }).data.id));
    start = lastKey;
  } while (start && ids.length < limits.personalDataItems);
  const most = limits.personalDataItems;
  return { ids: ids.slice(0, most), isCut: start !== undefined || ids.length > most };
}

function fileOf(
  orgId: string,
  { id, name, type, sizeBytes, state }: StoredAttachment,
): HeldEntries['files'][number] {
  const file = { id, name, type, sizeBytes };
  return state === 'ready' ? { ...file, url: downloadOf(fileKey(orgId, id), { name, type }).url } : file;
}
