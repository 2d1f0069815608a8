import { query, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { heldMessageKey, heldPrefix } from '../store/webhook-keys.ts';

/** So many messages are counted. */
const countedMost = 100;

const heldIn = (orgId: string, sourceId: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
  ExpressionAttributeValues: { ':pk': heldMessageKey(orgId, sourceId, '').pk, ':sk': heldPrefix },
});

/** How many messages of a source are held; 100 can be more. */
export async function countHeld(session: Session, orgId: string, sourceId: string): Promise<number> {
  const { scanned } = await query(session, {
    ...heldIn(orgId, sourceId),
    Select: 'COUNT',
    Limit: countedMost,
  });
  return scanned;
}

/** The ids of held messages, the earliest first. */
export async function readHeldIds(
  session: Session,
  {
    orgId,
    sourceId,
    limit,
    start,
  }: { orgId: string; sourceId: string; limit: number; start: string | undefined },
): Promise<{ ids: string[]; hasMore: boolean }> {
  const { items, lastKey } = await query<Item & { sk: string }>(session, {
    ...heldIn(orgId, sourceId),
    ConsistentRead: true,
    Limit: limit,
    ...(start === undefined ? {} : { ExclusiveStartKey: { ...heldMessageKey(orgId, sourceId, start) } }),
  });
  return { ids: items.map(({ sk }) => sk.slice(heldPrefix.length)), hasMore: lastKey !== undefined };
}
