import type { Further } from '#data/erasures/apply.ts';
import { erasureActions, readErasure, type StoredErasure } from '#data/erasures/erasure-runs.ts';
import { joined } from '#data/erasures/identity.ts';
import { finderOf, type Identity } from '#data/erasures/person-texts.ts';
import { nameOf } from '#data/erasures/rewrite-record.ts';
import type { Search } from '#data/erasures/search-item.ts';
import { readSettings } from '#data/organization/settings.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import type { ErasureName } from './erasure-passes.ts';

/** An erasure of a pass, with what it searches for. */
export interface OpenErasure {
  orgId: string;
  stored: StoredErasure;
  base: UserContext;
  search: Search & { identity: Identity };
}

/** The erasures that are under way. Those of organizations that are being deleted are left out. */
export async function openErasures(session: Session, names: readonly ErasureName[]): Promise<OpenErasure[]> {
  const open: OpenErasure[] = [];
  for (const { orgId, id } of names) {
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

const opened = (orgId: string, stored: StoredErasure, base: UserContext): OpenErasure => {
  const { identity, records } = stored.search ?? {
    identity: { emails: [], phones: [], names: [] },
    records: [],
  };
  const search = { identity, finder: finderOf(identity), records: new Set(records.map(nameOf)) };
  return { orgId, stored, base, search };
};

/**
 * Stores that something was found, and further records of the person. Their e-mail addresses and phone numbers are
 * searched for as well.
 */
export async function noteFound(
  one: OpenErasure,
  count: number,
  further: readonly Further[] = [],
): Promise<void> {
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

export async function endErasure(one: OpenErasure): Promise<void> {
  const { search: _search, ...left } = one.stored;
  const finishedAt = new Date().toISOString();
  await write(one, { ...left, version: left.version + 1, state: 'done', finishedAt }, 'ended');
}

/** Stores the next version of an erasure. Throws `Overtaken` if another run has done so. */
async function write(one: OpenErasure, next: StoredErasure, action: 'advanced' | 'ended'): Promise<void> {
  const { stored, orgId, base } = one;
  await transact(base, erasureActions({ ...base, orgId }, stored, next, action));
  Object.assign(one, opened(orgId, next, base));
}
