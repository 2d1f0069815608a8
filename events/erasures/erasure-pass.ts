import { limits } from '#contract/limits.ts';
import { applyTo, isFound, type Further } from '#data/erasures/apply.ts';
import { removeRecords } from '#data/erasures/remove-records.ts';
import { readSettings } from '#data/organization/settings.ts';
import { paced } from '#data/passes/pace.ts';
import { scanPage, type Page } from '#data/passes/scan-page.ts';
import { itemsOf } from '#data/passes/scan-filters.ts';
import { linkPrefix, organizationOf, type Key } from '#data/store/keys.ts';
import type { Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { withinBudget } from '#data/store/write-budget.ts';
import { passes, type ErasureName, type HeldErasures, type Pass } from './erasure-passes.ts';
import { dueErasures, postpone } from './due-erasures.ts';
import { logFailure, warnIfLate } from './failures.ts';
import { endErasure, noteFound, openErasures, type OpenErasure } from './open-erasure.ts';
import { removeFirst } from './remove-first.ts';

/**
 * A new pass for the erasures that are under way. Undefined if there are none. Organizations that are being deleted are
 * left out: they are purged as a whole, or the erasure goes on after a restore.
 */
export async function newPass(session: Session, startedAt: string): Promise<Pass | undefined> {
  const erasures: ErasureName[] = [];
  for (const name of await dueErasures(session, startedAt)) {
    if (erasures.length < limits.erasuresTogether && (await readSettings(session, name.orgId)))
      erasures.push(name);
  }
  return erasures.length > 0 ? { erasures, startedAt } : undefined;
}

interface Result {
  replaced: number;
  ended: number;
}

/**
 * Removes what a pass finds, until it ends or time runs out. An erasure ends with a pass that has found nothing and that
 * began after everything under way at the time of the last find had ended.
 */
export async function advancePass(session: Session, start: Pass, until: number): Promise<Result> {
  const held = await passes.hold(session, start);
  const open = await openErasures(session, held.pass.erasures);
  for (const one of open) warnIfLate(one);
  const result = { replaced: 0, ended: 0 };
  const isReady = held.pass.isScanning ?? (await removeFirst(held, open, until));
  while (isReady && Date.now() < until) {
    const page = await read(held, open);
    for (const one of open) {
      const items = page.items.filter((item) => ownerOf(item) === one.orgId);
      result.replaced += await removeFrom(held, one, items);
    }
    if (!page.lastKey) return { ...result, ended: await endPass(held, open) };
    await passes.advance(held, { lastKey: page.lastKey });
  }
  await passes.release(held);
  return result;
}

/** The organization of an item. Links have partitions of their own. */
const ownerOf = ({ pk, org }: Key & Item): unknown => (pk.startsWith(linkPrefix) ? org : organizationOf(pk));

function read({ session, pass }: HeldErasures, open: readonly OpenErasure[]): Promise<Page<Key & Item>> {
  const orgIds = [...new Set(open.map(({ orgId }) => orgId))];
  if (orgIds.length === 0) return Promise.resolve({ items: [], lastKey: undefined });
  return paced(session, 'read', () => scanPage<Key & Item>(session, itemsOf(orgIds), pass.lastKey));
}

/**
 * Removes the person from the items of a page. What is found is stored before that, so that a crash can't hide it. An item
 * that can't be dealt with counts as found: it stops neither the pass nor other erasures, but its own one can't end.
 */
async function removeFrom(
  held: HeldErasures,
  one: OpenErasure,
  items: readonly (Key & Item)[],
): Promise<number> {
  const hits = items.filter((item) => mayBeFound(one, item));
  if (hits.length === 0) return 0;
  await noteFound(one, hits.length);
  const further: Further[] = [];
  for (const item of hits) {
    await passes.beat(held);
    try {
      const found = await paced(held.session, 'write', () => applyTo(one.base, item, one.search));
      if (typeof found === 'object') further.push(found);
    } catch (error) {
      logFailure(one, item.kind, error);
    }
  }
  if (further.length > 0) await takeFurther(one, further);
  return hits.length;
}

function mayBeFound(one: OpenErasure, item: Item): boolean {
  try {
    return isFound(item, one.search);
  } catch (error) {
    logFailure(one, item.kind, error);
    return true;
  }
}

/** The entries of further records are found by the rest of this pass, and by the next one, which removes what failed. */
async function takeFurther(one: OpenErasure, further: readonly Further[]): Promise<void> {
  await noteFound(one, 0, further);
  await withinBudget(one.base, () => removeRecords(one.base, one.orgId, further)).catch((error: unknown) =>
    logFailure(one, 'record', error),
  );
}

/**
 * After a find, functions can still write what they read before it: the longest of them build snapshots of lists. So the
 * last pass begins ten times the seconds later after which requests have ended.
 */
const settleMs = Number(process.env.SETTLE_SECONDS ?? 0) * 10_000;

const settledAt = ({ stored }: OpenErasure): number => Date.parse(stored.foundAt) + settleMs;

/** Ends the erasures that have found nothing. Returns their number. Earlier passes can't end the other ones. */
async function endPass(held: HeldErasures, open: readonly OpenErasure[]): Promise<number> {
  let ended = 0;
  for (const one of open) {
    if (Date.parse(held.pass.startedAt) > settledAt(one)) {
      await endErasure(one);
      ended += 1;
    } else {
      await postpone(held.session, one, settledAt(one));
    }
  }
  await passes.end(held);
  return ended;
}
