import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { applyTo, isFound, type Further } from '#data/erasures/apply.ts';
import { erasureActions, readErasure, type StoredErasure } from '#data/erasures/erasure-item.ts';
import { joined, rememberedValues } from '#data/erasures/identity.ts';
import { finderOf, type Identity } from '#data/erasures/person-texts.ts';
import { removeCopies } from '#data/erasures/remove-copies.ts';
import { removeRecords } from '#data/erasures/remove-records.ts';
import { nameOf } from '#data/erasures/rewrite-record.ts';
import type { Search } from '#data/erasures/search-item.ts';
import { readSettings } from '#data/organization/settings.ts';
import { erasedValueItems } from '#data/records/erased-values.ts';
import { ifAbsent, ifEquals } from '#data/store/condition.ts';
import { erasurePassKey, openErasurePrefix, organizationOf, type Key } from '#data/store/keys.ts';
import { paced } from '#data/store/pace.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { scanItems } from '#data/store/scan-items.ts';
import {
  deleteItem,
  getItem,
  isConditionFailed,
  putItem,
  queryAll,
  writeItems,
  type Item,
} from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

/** The name of an erasure. */
interface Name {
  orgId: string;
  id: string;
}

/** A pass over the copies and the whole table, for some erasures. It is stored after each page. */
interface Pass {
  erasures: Name[];
  startedAt: string;
  lastKey?: Item;
  /** Rises with each write, so that of two runs at the same time, one stops. */
  step: number;
}

/** Another run has advanced the pass. */
export class Overtaken extends Error {}

export const currentPass = (session: Session): Promise<Pass | undefined> =>
  getItem<Pass>(session, erasurePassKey);

/**
 * A new pass for the erasures that are under way. Undefined if there are none. Organizations that are being deleted are
 * left out: they are purged as a whole, or the erasure goes on after a restore.
 */
export async function newPass(session: Session, startedAt: string): Promise<Pass | undefined> {
  const markers = await queryAll<{ sk: string }>(session, erasurePassKey.pk, openErasurePrefix);
  const erasures: Name[] = [];
  for (const { sk } of markers) {
    const [orgId = '', id = ''] = sk.slice(openErasurePrefix.length).split('#');
    if (erasures.length < limits.erasuresTogether && (await readSettings(session, orgId)))
      erasures.push({ orgId, id });
  }
  return erasures.length > 0 ? { erasures, startedAt, step: 0 } : undefined;
}

/** An erasure of a pass, with what it searches for. */
interface Open {
  orgId: string;
  stored: StoredErasure;
  base: UserContext;
  search: Search & { identity: Identity };
}

/**
 * Removes what a pass finds, until it ends or time runs out. An erasure ends with a pass that has found nothing and that
 * began after everything under way at the time of the last find had ended.
 */
export async function advancePass(
  session: Session,
  start: Pass,
  until: number,
): Promise<{ replaced: number; ended: number }> {
  let pass = start;
  let replaced = 0;
  if (!pass.lastKey) pass = await save(session, pass);
  const open = await openErasures(session, pass);
  if (!pass.lastKey) for (const one of open) await begin(session, one);
  while (Date.now() < until) {
    const page = await read(session, open, pass);
    for (const one of open) {
      const items = page.items.filter(({ pk }) => organizationOf(pk) === one.orgId);
      replaced += await removeFrom(session, one, items);
    }
    if (!page.lastKey) return { replaced, ended: await endPass(session, pass, open) };
    pass = await save(session, { ...pass, lastKey: page.lastKey });
  }
  return { replaced, ended: 0 };
}

type Page = Awaited<ReturnType<typeof scanItems>>;

function read(session: Session, open: readonly Open[], { lastKey }: Pass): Promise<Page> {
  const orgIds = [...new Set(open.map(({ orgId }) => orgId))];
  if (orgIds.length === 0) return Promise.resolve({ items: [], lastKey: undefined });
  return paced(session, 'read', () => scanItems(session, orgIds, lastKey));
}

async function openErasures(session: Session, { erasures }: Pass): Promise<Open[]> {
  const open: Open[] = [];
  for (const { orgId, id } of erasures) {
    const stored = await readErasure(session, orgId, id);
    if (!stored?.search || !(await readSettings(session, orgId))) continue;
    const base: UserContext = {
      ...session,
      requestId: id,
      now: new Date().toISOString(),
      actor: { userId: stored.createdBy },
      via: 'job',
    };
    open.push(opened(orgId, stored, base));
  }
  return open;
}

/** Removes records and copies, and waits for imports that are under way. */
async function begin(session: Session, one: Open): Promise<void> {
  const { orgId, stored, search, base } = one;
  await writeItems(session, erasedValueItems(orgId, rememberedValues(search.identity), base.now), []);
  await removeRecords(session, orgId, stored.search?.records ?? []);
  if (await removeCopies(session, { orgId, finder: search.finder }, base.now)) await noteFound(one, 0, []);
}

/** Removes the person from the items of a page. What is found is stored before that, so that a crash can't hide it. */
async function removeFrom(session: Session, one: Open, items: readonly (Key & Item)[]): Promise<number> {
  const hits = items.filter((item) => isFound(item, one.search));
  if (hits.length === 0) return 0;
  await noteFound(one, hits.length, []);
  const further: Further[] = [];
  for (const item of hits) {
    const found = await paced(session, 'write', () => applyTo(one.base, item, one.search));
    if (typeof found === 'object') further.push(found);
  }
  if (further.length > 0) await noteFound(one, 0, further);
  return hits.length;
}

/**
 * Stores that something was found, and further records of the person, from which the next pass removes everything. Their
 * e-mail addresses and phone numbers are searched for as well.
 */
async function noteFound(one: Open, count: number, further: readonly Further[]): Promise<void> {
  const { stored, search } = one;
  const known = stored.search?.records ?? [];
  const added = further.filter((record) => !known.some((other) => nameOf(other) === nameOf(record)));
  const next: StoredErasure = {
    ...stored,
    version: stored.version + 1,
    records: stored.records + added.length,
    replaced: stored.replaced + count,
    foundAt: new Date().toISOString(),
    search: {
      identity: further.reduce((all, { identity }) => joined(all, identity), search.identity),
      records: [...known, ...added.map(({ type, id }) => ({ type, id }))],
    },
  };
  await write(one, next, 'advanced');
}

/** Stores the next version of an erasure, unless another run has done so. */
async function write(one: Open, next: StoredErasure, action: 'advanced' | 'ended'): Promise<void> {
  const { stored, orgId, base } = one;
  try {
    await transact(base, erasureActions({ ...base, orgId }, stored, next, action));
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'precondition_failed') throw new Overtaken();
    throw error;
  }
  Object.assign(one, opened(orgId, next, base));
}

const opened = (orgId: string, stored: StoredErasure, base: UserContext): Open => {
  const { identity, records } = stored.search ?? {
    identity: { emails: [], phones: [], names: [] },
    records: [],
  };
  const search = { identity, finder: finderOf(identity), records: new Set(records.map(nameOf)) };
  return { orgId, stored, base, search };
};

/**
 * After a find, functions can still write what they read before it: the longest of them build snapshots of lists. So the
 * last pass begins ten times the seconds later after which requests have ended.
 */
const settleMs = Number(process.env.SETTLE_SECONDS ?? 0) * 10_000;

/** Ends the erasures that have found nothing. Returns their number. */
async function endPass(session: Session, pass: Pass, open: readonly Open[]): Promise<number> {
  let ended = 0;
  for (const one of open) {
    const { stored } = one;
    if (Date.parse(pass.startedAt) - Date.parse(stored.foundAt) <= settleMs) continue;
    const { search: _search, ...left } = stored;
    const finishedAt = new Date().toISOString();
    await write(one, { ...left, version: stored.version + 1, state: 'done', finishedAt }, 'ended');
    ended += 1;
  }
  await deleteItem(session, { Key: erasurePassKey, ...ifEquals({ step: pass.step }) }).catch(unlessGone);
  return ended;
}

function unlessGone(error: unknown): void {
  if (!isConditionFailed(error)) throw error;
}

async function save(session: Session, pass: Pass): Promise<Pass> {
  const next = { ...pass, step: pass.step + 1 };
  const condition = pass.step === 0 ? ifAbsent : ifEquals({ step: pass.step });
  try {
    await putItem(session, { Item: { ...erasurePassKey, kind: 'erasure-pass', ...next }, ...condition });
    return next;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    throw new Overtaken();
  }
}
