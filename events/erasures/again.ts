import { v7 as uuidv7 } from 'uuid';
import type { RecordTypeName } from '#contract/record-types.ts';
import { erasureActions, type StoredErasure } from '#data/erasures/erasure-item.ts';
import { identityOf, rememberedValues, type PersonValues } from '#data/erasures/identity.ts';
import { personDefinition, personRecords } from '#data/erasures/person-records.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { erasedAt } from '#data/records/erased-values.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { eraseAgainKey, organizationOf } from '#data/store/keys.ts';
import { paced } from '#data/store/pace.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { scanRecords } from '#data/store/scan-items.ts';
import { deleteItem, getItem, putItem, type Item } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

/**
 * Begins the erasure of persons whose remembered values are in the table again, if an operator has asked for that after a
 * restore. Returns the number of erasures. A record that begins a second one after a crash does no harm: it then finds
 * nothing.
 */
export async function eraseAgain(session: Session, until: number): Promise<number> {
  const request = await getItem<{ lastKey?: Item }>(session, eraseAgainKey);
  if (!request) return 0;
  let { lastKey } = request;
  let begun = 0;
  do {
    const page = await paced(session, 'read', () => scanRecords(session, lastKey));
    for (const item of page.items) if (await begin(session, item as unknown as RecordItem)) begun += 1;
    lastKey = page.lastKey;
    if (lastKey) await putItem(session, { Item: { ...eraseAgainKey, kind: 'erase-again', lastKey } });
  } while (lastKey && Date.now() < until);
  if (!lastKey) await deleteItem(session, { Key: eraseAgainKey });
  return begun;
}

/** Someone has confirmed the records that are newer than the erasure. */
async function begin(session: Session, item: RecordItem): Promise<boolean> {
  const definition = personDefinition(item.type);
  if (!definition || item.mergedInto !== undefined) return false;
  const orgId = organizationOf(item.pk);
  const record = recordFrom(definition, item);
  const identity = identityOf([record as PersonValues]);
  const at = await erasedAt(session, orgId, rememberedValues(identity));
  if (at === undefined || record.createdAt > at) return false;
  await start(session, orgId, item.type, record);
  return true;
}

async function start(session: Session, orgId: string, type: string, record: AnyRecord): Promise<void> {
  const now = new Date().toISOString();
  const id = uuidv7();
  const found = await personRecords(session, orgId, { type, id: record.id });
  const stored: StoredErasure = {
    id,
    version: 1,
    state: 'running',
    recordType: type as RecordTypeName,
    recordId: record.id,
    records: found.length,
    replaced: 0,
    createdBy: record.createdBy,
    createdAt: now,
    foundAt: now,
    search: {
      identity: identityOf(found.map((one) => one.record as PersonValues)),
      records: found.map((one) => ({ type: one.definition.type.name, id: one.record.id })),
    },
  };
  const base: UserContext = {
    ...session,
    requestId: id,
    now,
    actor: { userId: record.createdBy },
    via: 'job',
  };
  await transact(base, erasureActions({ ...base, orgId }, undefined, stored, 'created'));
}
