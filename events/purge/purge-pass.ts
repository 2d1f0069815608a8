import { limits } from '#contract/limits.ts';
import { paced } from '#data/passes/pace.ts';
import { scanPage } from '#data/passes/scan-page.ts';
import { allOf, type OrganizationItem } from '#data/passes/scan-filters.ts';
import { storedPass, type HeldPass, type PassState } from '#data/passes/stored-pass.ts';
import { purgeKey, purgePrefix, type Key } from '#data/store/keys.ts';
import { purgePassKey } from '#data/store/pass-keys.ts';
import { isConditionFailed, queryAll, updateItem, writeItems } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import { removeMembers } from './members.ts';
import { removeObjects } from './objects.ts';

/** A pass over the members, the buckets and the whole table, for some organizations. It is stored after each page. */
export interface Pass extends PassState {
  orgIds: string[];
  /** Whether the pass has found anything. Stored before that is removed, so that a crash can't hide it. */
  found: boolean;
}

interface StoredPurge extends Key {
  at: string;
  finishedAt?: string;
}

const passes = storedPass<Pass>({ key: purgePassKey, kind: 'purgePass' });

export const currentPass = passes.read;

/** A new pass for purges that began before this run. Undefined if there are none. */
export async function newPass(session: Session, startedAt: string): Promise<Pass | undefined> {
  const purges = await queryAll<StoredPurge>(session, purgePassKey.pk, purgePrefix);
  const open = purges.filter(({ at, finishedAt }) => finishedAt === undefined && at < startedAt);
  const orgIds = open
    .slice(0, limits.organizationsPurgedTogether)
    .map(({ sk }) => sk.slice(purgePrefix.length));
  return orgIds.length > 0 ? { orgIds, found: false } : undefined;
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
  const held = await passes.hold(session, start);
  const { orgIds } = start;
  let removed = 0;
  const beforeRemoval = async (): Promise<void> => {
    if (!held.pass.found) await passes.advance(held, { found: true });
  };
  if (!start.lastKey) {
    const members = await removeMembers(session, orgIds, until, beforeRemoval);
    removed += members.removed;
    if (!members.isDone) return { removed, purged: 0 };
    const objects = await removeObjects(orgIds, until, beforeRemoval);
    removed += objects.removed;
    if (!objects.isDone) return { removed, purged: 0 };
  }
  while (Date.now() < until) {
    const { lastKey } = held.pass;
    const page = await paced(session, 'read', () =>
      scanPage<OrganizationItem>(session, allOf(orgIds), lastKey),
    );
    if (page.items.length > 0) await beforeRemoval();
    for (let start = 0; start < page.items.length; start += removedTogether) {
      const items = page.items.slice(start, start + removedTogether);
      await paced(session, 'write', () => removeItems(session, orgIds, items));
    }
    removed += page.items.length;
    if (!page.lastKey) return { removed, purged: await endPass(held) };
    await passes.advance(held, { lastKey: page.lastKey });
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
async function endPass(held: HeldPass<Pass>): Promise<number> {
  const { session, pass } = held;
  const { orgIds, found } = pass;
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
  await passes.end(held);
  return found ? 0 : orgIds.length;
}

function unlessConditionFailed(error: unknown): void {
  if (!isConditionFailed(error)) throw error;
}
