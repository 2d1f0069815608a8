import { portalTypes } from '#contract/portal-access.ts';
import { ifEquals, ifPresent } from '../store/condition.ts';
import {
  activityPrefix,
  attachmentPrefix,
  changePrefix,
  deletedActivityPrefix,
  entryChangePrefix,
  linePrefixes,
  mergedPrefix,
  answerFilePrefix,
  noticesOffKey,
  portalAccessKey,
  recordIdOf,
  answerPrefix,
  notePrefix,
  outboxPrefix,
  pinnedNotePrefix,
  uniqueKey,
  type Key,
} from '../store/keys.ts';
import {
  isConditionFailed,
  query,
  queryAll,
  updateItem,
  writeItems,
  deleteItem,
  getItem,
  getItems,
  type Item,
} from '../store/table.ts';
import { followedPrefix } from '../store/trash-keys.ts';
import type { Session } from '../store/units.ts';
import { rightEnd, type StoredPortalAccess } from '../portal/portal-access.ts';
import { mailPrefixOf0_9 } from '../outbox/items-of-0-9.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import type { RecordName } from './state.ts';

/** A record that was removed from the table, with its last state if that could be parsed. */
export interface Removed extends RecordName {
  last?: AnyRecord | undefined;
}

/**
 * Removes what a removed record leaves behind: records merged into it, notes, files, activities, e-mails, timeline lines, unique values, and the values
 * in the change items of the record and of these entries. Does nothing while the record exists. Without `last`, unique
 * values stay until TTL removes them.
 */
export async function purgeEntries(
  session: Session,
  { definition, orgId, id, last }: Removed,
): Promise<void> {
  const key = keyOf(definition, orgId, id);
  if (await getItem(session, key, { ProjectionExpression: 'pk' })) return;
  for (const field of definition.type.unique) {
    const value = last?.[field];
    if (typeof value === 'string')
      await freeValue(session, uniqueKey(orgId, `${definition.type.name}.${field}`, value), id);
  }
  await removeMerged(session, { definition, orgId, id });
  if (isPortalType(definition.type.name)) await endPortalAccess(session, orgId, key);
  await removeEntries(session, key.pk, [
    notePrefix,
    pinnedNotePrefix,
    ...(definition.type.hasAnswers ? [answerPrefix, answerFilePrefix] : []),
    attachmentPrefix,
    activityPrefix,
    deletedActivityPrefix,
    followedPrefix,
    outboxPrefix,
    mailPrefixOf0_9,
  ]);
  for (const prefix of [changePrefix, entryChangePrefix]) {
    await eachEntry(session, key.pk, prefix, async (changes) => {
      for (const change of changes) await eraseValues(session, change);
    });
  }
  // Timeline lines come last, because at this point their sources can no longer create new ones.
  await removeEntries(session, key.pk, linePrefixes);
}

const isPortalType = (name: string): boolean => (portalTypes as readonly string[]).includes(name);

/** Ends the access of a removed contact or vendor to the portal. */
async function endPortalAccess(session: Session, orgId: string, record: Key): Promise<void> {
  const keys = [portalAccessKey(record), noticesOffKey(record)];
  const items = await getItems<StoredPortalAccess>(session, keys);
  const userId = items[0]?.userId;
  if (userId !== undefined)
    await updateItem(session, rightEnd(orgId, userId, recordIdOf(record.pk))).catch(unlessGone);
  await writeItems(
    session,
    [],
    keys.filter((_, index) => items[index]),
  );
}

/** Removes the records that were merged into a removed one, which nothing leads to any more. They are purged in turn. */
async function removeMerged(session: Session, { definition, orgId, id }: RecordName): Promise<void> {
  const { pk } = keyOf(definition, orgId, id);
  const markers = await queryAll<Key>(session, pk, mergedPrefix);
  for (const { sk } of markers) {
    const Key = keyOf(definition, orgId, sk.slice(mergedPrefix.length));
    await deleteItem(session, { Key, ...ifEquals({ mergedInto: id }) }).catch(unlessGone);
  }
  await writeItems(
    session,
    [],
    markers.map(({ sk }) => ({ pk, sk })),
  );
}

async function removeEntries(session: Session, pk: string, prefixes: readonly string[]): Promise<void> {
  for (const prefix of prefixes) {
    await eachEntry(session, pk, prefix, (items) => writeItems(session, [], items.map(keyOfItem)));
  }
}

/** Releases a unique value if it still belongs to this record. */
async function freeValue(session: Session, key: Key, id: string): Promise<void> {
  await deleteItem(session, {
    Key: key,
    ...ifEquals({ id }),
  }).catch(unlessGone);
}

/**
 * Erases the values of a change, and the title that earlier releases stored in its row. Without the salt, the digest that
 * stays doesn't reveal the values.
 */
export async function eraseValues(session: Session, change: Item): Promise<void> {
  const row = JSON.parse(String(change.row)) as object;
  const withoutTitle = JSON.stringify('title' in row ? { ...row, title: '' } : row);
  await updateItem(session, {
    Key: keyOfItem(change),
    UpdateExpression: 'SET #row = :row REMOVE #data, salt',
    ...ifPresent,
    ExpressionAttributeNames: { '#data': 'data', '#row': 'row' },
    ExpressionAttributeValues: { ':row': withoutTitle },
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
      // Skips changes whose values have already been erased. All other items have `data`, and changes have a salt.
      FilterExpression: 'attribute_exists(#data) OR attribute_exists(salt)',
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
