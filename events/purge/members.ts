import type { MemberItem } from '#data/organization/member.ts';
import { paced } from '#data/passes/pace.ts';
import { accessKey, memberKey } from '#data/store/keys.ts';
import { query } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

const pageMembers = 25;

/**
 * Removes the members of some organizations, until time runs out, each together with the right in the user's access.
 * Other writes of a user concern every membership that their access names, and would fail if its item were gone. Calls
 * `beforeRemoval` before it removes anything.
 */
export async function removeMembers(
  session: Session,
  orgIds: readonly string[],
  until: number,
  beforeRemoval: () => Promise<void>,
): Promise<{ removed: number; isDone: boolean }> {
  let removed = 0;
  for (const orgId of orgIds) {
    for (;;) {
      const { items } = await query<MemberItem>(session, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': memberKey(orgId, '').pk },
        ConsistentRead: true,
        Limit: pageMembers,
      });
      if (items.length === 0) break;
      await beforeRemoval();
      for (const { userId } of items)
        await paced(session, 'write', () => removeMember(session, orgId, userId));
      removed += items.length;
      if (Date.now() > until) return { removed, isDone: false };
    }
  }
  return { removed, isDone: true };
}

/** The right may be gone already, with the user's account. */
const removeMember = (session: Session, orgId: string, userId: string): Promise<void> => {
  const Key = { ...accessKey(userId) };
  return transact(session, [
    { remove: { Key: { ...memberKey(orgId, userId) } } },
    {
      update: {
        Key,
        UpdateExpression: 'REMOVE orgs.#org',
        ConditionExpression: 'attribute_exists(orgs)',
        ExpressionAttributeNames: { '#org': orgId },
      },
      otherwise: () => ({ check: { Key, ConditionExpression: 'attribute_not_exists(orgs)' } }),
    },
  ]);
};
