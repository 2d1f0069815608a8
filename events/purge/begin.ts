import { ProblemError } from '#contract/problem.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { ifAbsent, ifEquals } from '#data/store/condition.ts';
import { dueDeletionsPartition, indexName, organizationKey, purgeKey } from '#data/store/keys.ts';
import { query } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

/** Purges that a run begins at most. The next run begins further ones. */
const begunMost = 50;

/** Marks the organizations whose days of grace are over. From then on, they can't be restored. Returns their number. */
export async function beginPurges(session: Session, now: string): Promise<number> {
  const { items } = await query<{ g6sk: string }>(session, {
    IndexName: indexName('g6'),
    KeyConditionExpression: 'g6pk = :pk AND g6sk <= :now',
    ExpressionAttributeValues: { ':pk': dueDeletionsPartition, ':now': `${now}~` },
    ProjectionExpression: 'g6sk',
    Limit: begunMost,
  });
  let begun = 0;
  for (const { g6sk } of items) if (await begin(session, g6sk.split('#')[1] ?? '', now)) begun += 1;
  return begun;
}

/** Does nothing if the organization was restored, or if another run has begun its purge. */
async function begin(session: Session, orgId: string, now: string): Promise<boolean> {
  const { version, deletingAt } = (await readOrganization(session, orgId)) ?? {};
  if (deletingAt === undefined || deletingAt > now) return false;
  try {
    await transact(session, [
      { put: { Item: { ...purgeKey(orgId), kind: 'purge', at: now }, ...ifAbsent } },
      {
        update: {
          Key: { ...organizationKey(orgId) },
          UpdateExpression: 'REMOVE g6pk, g6sk',
          ...ifEquals({ version }),
        },
      },
    ]);
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'conflict') return false;
    throw error;
  }
}
