import { limits } from '#contract/limits.ts';
import { ifAbsent, ifEquals } from '#data/store/condition.ts';
import { purgeKey, purgePrefix, type Key } from '#data/store/keys.ts';
import { purgePassKey } from '#data/store/pass-keys.ts';
import { Overtaken } from '#data/store/overtaken.ts';
import { scanOrganizations, type OrganizationItem } from '#data/store/scan-organizations.ts';
import {
  deleteItem,
  getItem,
  isConditionFailed,
  putItem,
  queryAll,
  updateItem,
  writeItems,
  type Item,
} from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import { removeMembers } from './members.ts';
import { removeObjects } from './objects.ts';
import { paced } from '#data/store/pace.ts';

/** A pass over the members, the buckets and the whole table, for some organizations. It is stored after each page. */
export interface Pass {
  orgIds: string[];
  /** Whether the pass has found anything. Stored before that is removed, so that a crash can't hide it. */
  found: boolean;
  /** Where the next page starts. Undefined at the beginning. */
  lastKey?: Item;
  /** Rises with each write, so that of two runs at the same time, one stops. */
  step: number;
}

interface StoredPurge extends Key {
  at: string;
  finishedAt?: string;
}

export const currentPass = (session: Session): Promise<Pass | undefined> =>
  getItem<Pass>(session, purgePassKey);

/** A new pass for purges that began before this run. Undefined if there are none. */
export async function newPass(session: Session, startedAt: string): Promise<Pass | undefined> {
  const purges = await queryAll<StoredPurge>(session, purgePassKey.pk, purgePrefix);
  const open = purges.filter(({ at, finishedAt }) => finishedAt === undefined && at < startedAt);
  const orgIds = open
    .slice(0, limits.organizationsPurgedTogether)
    .map(({ sk }) => sk.slice(purgePrefix.length));
  return orgIds.length > 0 ? { orgIds, found: false, step: 0 } : undefined;
}

/**
 * Removes what a pass finds, until it ends or time runs out. A pass that has found nothing ends the purges of its
 * organizations. After any other, the next run starts a new one.
 */
export async function advancePass(
  session: Session,
  start: Pass,
  until: number,
): Promise<{ removed: number; purged: number }> {
  let pass = start;
  let removed = 0;
  const beforeRemoval = async (): Promise<void> => {
    if (!pass.found) pass = await save(session, { ...pass, found: true });
  };
  if (!pass.lastKey) {
    pass = await save(session, pass);
    const members = await removeMembers(session, pass.orgIds, until, beforeRemoval);
    removed += members.removed;
    if (!members.isDone) return { removed, purged: 0 };
    const objects = await removeObjects(pass.orgIds, until, beforeRemoval);
    removed += objects.removed;
    if (!objects.isDone) return { removed, purged: 0 };
  }
  while (Date.now() < until) {
    const { orgIds, lastKey } = pass;
    const page = await paced(session, 'read', () => scanOrganizations(session, orgIds, lastKey));
    if (page.items.length > 0) await beforeRemoval();
    for (let start = 0; start < page.items.length; start += removedTogether) {
      const items = page.items.slice(start, start + removedTogether);
      await paced(session, 'write', () => removeItems(session, orgIds, items));
    }
    removed += page.items.length;
    if (!page.lastKey) return { removed, purged: await endPass(session, pass) };
    pass = await save(session, { ...pass, lastKey: page.lastKey });
  }
  return { removed, purged: 0 };
}

/** Number of items removed between two pauses. Each of them takes several units, because of its index entries. */
const removedTogether = 50;

/** Deletes items, and takes the organizations out of the access of their members, who may be in others. */
async function removeItems(
  session: Session,
  orgIds: readonly string[],
  items: readonly OrganizationItem[],
): Promise<void> {
  const accesses = items.filter(({ kind }) => kind === 'access');
  const others = items.filter(({ kind }) => kind !== 'access');
  await writeItems(
    session,
    [],
    others.map(({ pk, sk }) => ({ pk, sk })),
  );
  for (const { pk, sk, orgs = {} } of accesses) {
    const left = orgIds.filter((orgId) => Object.hasOwn(orgs, orgId));
    await updateItem(session, {
      Key: { pk, sk },
      UpdateExpression: `REMOVE ${left.map((_, n) => `orgs.#org${n}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(orgs)',
      ExpressionAttributeNames: Object.fromEntries(left.map((orgId, n) => [`#org${n}`, orgId])),
    }).catch(unlessConditionFailed);
  }
}

/** Returns the number of organizations of which nothing is left. */
async function endPass(session: Session, { orgIds, found, step }: Pass): Promise<number> {
  const finishedAt = new Date().toISOString();
  const expiresAt = epochSeconds(finishedAt) + limits.purgedOrganizationDays * 86_400;
  for (const orgId of found ? [] : orgIds) {
    await updateItem(session, {
      Key: purgeKey(orgId),
      UpdateExpression: 'SET finishedAt = :at, expiresAt = :end',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(finishedAt)',
      ExpressionAttributeValues: { ':at': finishedAt, ':end': expiresAt },
    }).catch(unlessConditionFailed);
  }
  await deleteItem(session, { Key: purgePassKey, ...ifEquals({ step }) }).catch(unlessConditionFailed);
  return found ? 0 : orgIds.length;
}

async function save(session: Session, pass: Pass): Promise<Pass> {
  const next = { ...pass, step: pass.step + 1 };
  const condition = pass.step === 0 ? ifAbsent : ifEquals({ step: pass.step });
  try {
    await putItem(session, { Item: { ...purgePassKey, kind: 'purgePass', ...next }, ...condition });
    return next;
  } catch (error) {
    throw isConditionFailed(error) ? new Overtaken() : error;
  }
}

function unlessConditionFailed(error: unknown): void {
  if (!isConditionFailed(error)) throw error;
}
