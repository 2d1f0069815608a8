import { v7 as uuidv7 } from 'uuid';
import type { RecordTypeName } from '#contract/record-types.ts';
import {
  erasureActions,
  erasureOf,
  type PersonRecord,
  type StoredErasure,
} from '#data/erasures/erasure-runs.ts';
import {
  contactValues,
  identityOf,
  namedValues,
  rememberedRecord,
  type PersonValues,
} from '#data/erasures/identity.ts';
import { linkedCustomerActions, linkedCustomers } from '#data/erasures/linked-customers.ts';
import { personDefinition, personRecords, type FoundRecord } from '#data/erasures/person-records.ts';
import { countNamesakes } from '#data/erasures/sharing.ts';
import type { Identity } from '#data/erasures/person-texts.ts';
import type { Context } from '#data/organization/context.ts';
import { unrestrictedContext } from '#data/organization/rights.ts';
import { readSettings, type OrganizationSettings } from '#data/organization/settings.ts';
import { paced } from '#data/passes/pace.ts';
import { scanPage } from '#data/passes/scan-page.ts';
import { allRecords } from '#data/passes/scan-filters.ts';
import { isHeld, storedPass } from '#data/passes/stored-pass.ts';
import { erasedAt } from '#data/records/erased-values.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { organizationOf } from '#data/store/keys.ts';
import { eraseAgainKey } from '#data/store/pass-keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

const passes = storedPass({ key: eraseAgainKey, kind: 'erase-again' });

/**
 * Begins the erasure of persons whose remembered values are in the table again, if an operator has asked for that after a
 * restore. Returns the number of erasures. A record that begins a second one after a crash does no harm: it then finds
 * nothing.
 */
export async function eraseAgain(session: Session, until: number): Promise<number> {
  const request = await passes.read(session);
  if (!request || isHeld(request)) return 0;
  const held = await passes.hold(session, request);
  let begun = 0;
  for (;;) {
    const { lastKey } = held.pass;
    const page = await paced(session, 'read', () => scanPage<RecordItem>(session, allRecords, lastKey));
    for (const item of page.items) {
      if (await begin(session, item)) begun += 1;
      await passes.beat(held);
    }
    if (!page.lastKey) break;
    await passes.advance(held, { lastKey: page.lastKey });
    if (Date.now() < until) continue;
    await passes.release(held);
    return begun;
  }
  await passes.end(held);
  return begun;
}

/**
 * Begins the erasure of a record that was erased before, or that has the name of an erased person and one of the
 * person's values. A value alone can be that of a colleague. Someone has confirmed the records that are newer.
 */
async function begin(session: Session, item: RecordItem): Promise<boolean> {
  const definition = personDefinition(item.type);
  if (!definition || item.mergedInto !== undefined) return false;
  const orgId = organizationOf(item.pk);
  const record = recordFrom(definition, item);
  const named = { type: item.type, id: record.id };
  const texts = [rememberedRecord(named), ...namedValues(identityOf([record as PersonValues]))];
  const at = await erasedAt(session, orgId, texts);
  if (at === undefined || record.createdAt > at) return false;
  const settings = await readSettings(session, orgId);
  if (!settings || (await erasureOf(session, orgId, named))) return false;
  return start(session, { orgId, settings }, named);
}

interface Place {
  orgId: string;
  settings: OrganizationSettings;
}

async function start(session: Session, { orgId, settings }: Place, named: PersonRecord): Promise<boolean> {
  const now = new Date().toISOString();
  const id = uuidv7();
  // Nobody asked for this erasure, so its author has an ID of its own.
  const base: UserContext = { ...session, requestId: id, now, actor: { userId: id }, via: 'automation' };
  const found = await personRecords(session, orgId, named);
  const records = found.map((one) => ({ type: one.definition.type.name, id: one.record.id }));
  for (const one of records) if (await erasureOf(session, orgId, one)) return false;
  const context = unrestrictedContext(base, orgId, settings);
  const identity = await searchedAgain(context, found);
  const stored: StoredErasure = {
    id,
    version: 1,
    state: 'running',
    recordType: named.type as RecordTypeName,
    recordId: named.id,
    records: found.length,
    replaced: 0,
    createdBy: id,
    createdAt: now,
    foundAt: now,
    search: { identity, records },
  };
  const customers = await linkedCustomers(context, found, identity);
  await transact(context, [
    ...erasureActions(context, undefined, stored, 'created'),
    ...linkedCustomerActions(context, customers, identity),
  ]);
  return true;
}

/** The values that the first erasure removed: others stayed, because other records have them as well. */
async function searchedAgain(context: Context, records: readonly FoundRecord[]): Promise<Identity> {
  const identity = identityOf(records.map(({ record }) => record as PersonValues));
  const known = new Set<string>();
  for (const value of contactValues(identity))
    if ((await erasedAt(context, context.orgId, [value])) !== undefined) known.add(value);
  const namesakes = await countNamesakes(context, { records, identity }, []);
  return {
    ...identity,
    emails: identity.emails.filter((email) => known.has(email)),
    phones: identity.phones.filter(({ number }) => known.has(number)),
    ...(namesakes > 0 ? { isNameShared: true } : {}),
  };
}
