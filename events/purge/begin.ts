import { ProblemError } from '#contract/problem.ts';
import type { DueRow, Outcome } from '#data/due/end-due-item.ts';
import { dueIdOf } from '#data/due/kinds.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { ifAbsent, ifEquals } from '#data/store/condition.ts';
import { organizationKey, purgeKey } from '#data/store/keys.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

/**
 * Marks an organization whose days of grace are over. From then on, it can't be restored. Does nothing if it was restored,
 * or if another run has begun its purge.
 */
export async function beginPurge(session: Session, row: DueRow, now: string): Promise<Outcome> {
  const orgId = dueIdOf(row);
  const { version, deletingAt } = (await readOrganization(session, orgId)) ?? {};
  if (deletingAt === undefined || deletingAt > now) return 'left';
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
    return 'taken';
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'conflict') return 'left';
    throw error;
  }
}
