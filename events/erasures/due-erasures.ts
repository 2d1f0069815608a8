import { ifPresent } from '#data/store/condition.ts';
import { openErasureKey, openErasurePrefix } from '#data/store/keys.ts';
import { erasurePassKey } from '#data/store/pass-keys.ts';
import { isConditionFailed, queryAll, updateItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import type { ErasureName } from './erasure-passes.ts';
import type { OpenErasure } from './open-erasure.ts';

/** The marker of an erasure that is under way. */
interface Marker {
  sk: string;
  /** A pass that begins earlier couldn't end the erasure. Missing before the first pass. */
  notBefore?: string;
}

/** The erasures that a pass can end, or that no pass has searched for yet. The oldest ones are first. */
export async function dueErasures(session: Session, now: string): Promise<ErasureName[]> {
  const markers = await queryAll<Marker>(session, erasurePassKey.pk, openErasurePrefix);
  return markers
    .filter(({ notBefore = '' }) => notBefore < now)
    .map(({ sk }) => {
      const [orgId = '', id = ''] = sk.slice(openErasurePrefix.length).split('#');
      return { orgId, id };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Leaves an erasure out of passes until an instant, because each of them reads the whole table. */
export async function postpone(
  session: Session,
  { orgId, stored }: OpenErasure,
  until: number,
): Promise<void> {
  await updateItem(session, {
    Key: { ...openErasureKey(orgId, stored.id) },
    UpdateExpression: 'SET notBefore = :until',
    ExpressionAttributeValues: { ':until': new Date(until).toISOString() },
    ...ifPresent,
  }).catch(unlessEnded);
}

function unlessEnded(error: unknown): void {
  if (!isConditionFailed(error)) throw error;
}
