import { changePrefix, notePrefix, uniqueKey } from '../keys.ts';
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
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';

/** A record that the table has removed, as it last was. */
export interface Removed {
  definition: RecordDefinition;
  orgId: string;
  id: string;
  last?: AnyRecord | undefined;
}

/**
 * Takes away what a removed record leaves behind: notes, unique values, and the values in its history, whose digests stay
 * for the audit chain. Does nothing while the record is there.
 */
export async function purgeEntries(
  session: Session,
  { definition, orgId, id, last }: Removed,
): Promise<void> {
  const key = keyOf(definition, orgId, id);
  if (await getItem(session, key, { ProjectionExpression: 'pk' })) return;
  for (const field of definition.unique) {
    const value = last?.[field];
    if (typeof value === 'string') await freeValue(session, definition, orgId, id, field, value);
  }
  await eachEntry(session, key.pk, notePrefix, (items) =>
    writeItems(session, [], items.map(({ pk, sk }) => ({ pk, sk })) as never),
  );
  await eachEntry(session, key.pk, changePrefix, async (items) => {
    for (const { pk, sk } of items) {
      await updateItem(session, {
        Key: { pk, sk },
        UpdateExpression: 'REMOVE #data, salt',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#data': 'data' },
      }).catch(unlessGone);
    }
  });
}

async function freeValue(
  session: Session,
  definition: RecordDefinition,
  orgId: string,
  id: string,
  field: string,
  value: string,
): Promise<void> {
  await deleteItem(session, {
    Key: uniqueKey(orgId, `${definition.type.name}.${field}`, value),
    ConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': id },
  }).catch(unlessGone);
}

function unlessGone(error: unknown): void {
  if (!isConditionFailed(error)) throw error;
}

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
      ProjectionExpression: 'pk, sk',
      Limit: 100,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    await act(page.items);
    lastKey = page.lastKey;
  } while (lastKey);
}
