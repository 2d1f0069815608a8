import {
  activityPrefix,
  attachmentPrefix,
  changePrefix,
  deletedActivityPrefix,
  entryChangePrefix,
  notePrefix,
  openTaskPrefix,
  originPrefix,
  pinnedNotePrefix,
  timelinePrefix,
  uniqueKey,
  type Key,
} from '../keys.ts';
import {
  isConditionFailed,
  query,
  updateItem,
  writeItems,
  deleteItem,
  getItem,
  type Item,
} from '../table.ts';
import type { Session } from '../units.ts';
import { keyOf, type AnyRecord } from './definition.ts';
import type { RecordName } from './ledger.ts';

/** A record that the table has removed, as it last was. */
export interface Removed extends RecordName {
  last?: AnyRecord | undefined;
}

/**
 * Takes away what a removed record leaves behind: notes, files, activities, its timeline, unique values, and the values in its
 * history and that of its entries, whose digests stay for the audit chain. Does nothing while the record is there. Where
 * it is not known how the record last was, its unique values end by themselves.
 */
export async function purgeEntries(
  session: Session,
  { definition, orgId, id, last }: Removed,
): Promise<void> {
  const key = keyOf(definition, orgId, id);
  if (await getItem(session, key, { ProjectionExpression: 'pk' })) return;
  for (const field of definition.unique) {
    const value = last?.[field];
    if (typeof value === 'string')
      await freeValue(session, uniqueKey(orgId, `${definition.type.name}.${field}`, value), id);
  }
  await removeEntries(session, key.pk, [
    notePrefix,
    pinnedNotePrefix,
    attachmentPrefix,
    activityPrefix,
    deletedActivityPrefix,
  ]);
  for (const prefix of [changePrefix, entryChangePrefix]) {
    await eachEntry(session, key.pk, prefix, async (changes) => {
      for (const change of changes) await eraseValues(session, change);
    });
  }
  // Lines of the timeline go last: what they are made of can make no new ones by now.
  await removeEntries(session, key.pk, [timelinePrefix, openTaskPrefix, originPrefix]);
}

async function removeEntries(session: Session, pk: string, prefixes: readonly string[]): Promise<void> {
  for (const prefix of prefixes) {
    await eachEntry(session, pk, prefix, (items) => writeItems(session, [], items.map(keyOfItem)));
  }
}

/** Frees a unique value, if it is still this record's. */
async function freeValue(session: Session, key: Key, id: string): Promise<void> {
  await deleteItem(session, {
    Key: key,
    ConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': id },
  }).catch(unlessGone);
}

/** The title is a value too: it is blank in lists of activity from here on. */
async function eraseValues(session: Session, change: Item): Promise<void> {
  const row = { ...(JSON.parse(String(change.row)) as object), title: '' };
  await updateItem(session, {
    Key: keyOfItem(change),
    UpdateExpression: 'SET #row = :row REMOVE #data, salt',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#data': 'data', '#row': 'row' },
    ExpressionAttributeValues: { ':row': JSON.stringify(row) },
  }).catch(unlessGone);
}

function unlessGone(error: unknown): void {
  if (!isConditionFailed(error)) throw error;
}

const keyOfItem = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });

async function eachEntry(
  session: Session,
  pk: string,
  prefix: string,
  act: (items: Item[]) => Promise<void>,
): Promise<void> {
  let lastKey: Item | undefined;
  do {
    const page = await query(session, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      // Done with already where there is none.
      FilterExpression: 'attribute_exists(#data)',
      ExpressionAttributeNames: { '#row': 'row', '#data': 'data' },
      ProjectionExpression: 'pk, sk, #row',
      ConsistentRead: true,
      Limit: 100,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    await act(page.items);
    lastKey = page.lastKey;
  } while (lastKey);
}
