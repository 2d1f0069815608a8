import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { defaultLeadWeights } from '#contract/lead-score.ts';
import { recordTypes } from '#contract/record-types.ts';
import { defaultLists } from '../organization/presets/default-lists.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { plannedIds, plannedIndexer } from './planned-index.ts';
import type { PlannedRow } from './planned-row.ts';

const { customer, contact } = recordTypes;
const settings = { ...defaultLists('en'), leadWeights: defaultLeadWeights } as OrganizationSettings;
const of = (type: keyof typeof recordDefinitions) => ({ definition: recordDefinitions[type], settings });
const phone = (number: string) => ({ label: 'mobile', number });
const row = (body: Record<string, unknown>, action: PlannedRow['action'] = 'create'): PlannedRow => ({
  ...{ number: 2, action, id: uuidv7(), body, problems: [] },
});

test('every planned record is found by its name, external ID and address, among thousands', () => {
  const indexer = plannedIndexer();
  const rows = Array.from({ length: 3_000 }, (_, place) =>
    row({ name: `Acme ${place}`, externalId: `K-${place}`, email: `n${place}@acme.example` }),
  );
  for (const one of rows) indexer.add(of('customer'), one);
  const index = indexer.index();
  expect(index).toHaveLength(3_000 * 3 * 28);
  for (const { id, body } of rows)
    for (const [field, value] of Object.entries(body))
      expect(plannedIds(index, customer, field, value as string)).toEqual([id]);
  expect(plannedIds(index, customer, 'name', 'Acme 3000')).toEqual([]);
});

test('names are compared like those of records, and external IDs and addresses exactly', () => {
  const indexer = plannedIndexer();
  const one = row({ name: 'Café Sol, S. L.', externalId: 'k-1', email: 'a@b.example' }, 'update');
  indexer.add(of('customer'), one);
  const index = indexer.index();
  expect(plannedIds(index, customer, 'name', 'CAFE SOL SL')).toEqual(
    plannedIds(index, customer, 'name', 'café sol sl'),
  );
  expect(plannedIds(index, customer, 'name', 'cafe sol, s. l.')).toEqual([one.id]);
  expect(plannedIds(index, customer, 'externalId', 'K-1')).toEqual([]);
  expect(plannedIds(index, customer, 'email', 'A@b.example')).toEqual([]);
});

test('several records with one name are all found, and one record once', () => {
  const indexer = plannedIndexer();
  const [one, other] = [row({ name: 'Same' }), row({ name: 'Same' })];
  for (const planned of [one, other, one]) indexer.add(of('customer'), planned);
  expect(plannedIds(indexer.index(), customer, 'name', 'same').toSorted()).toEqual(
    [one.id, other.id].toSorted(),
  );
});

test('rows that write nothing, and records of other types, are not found', () => {
  const indexer = plannedIndexer();
  for (const action of ['skip', 'refuse'] as const)
    indexer.add(of('customer'), row({ name: 'Left out' }, action));
  indexer.add(of('customer'), row({ email: 'a@b.example', name: 'One' }));
  const index = indexer.index();
  expect(plannedIds(index, customer, 'name', 'Left out')).toEqual([]);
  expect(plannedIds(index, contact, 'email', 'a@b.example')).toEqual([]);
  expect(plannedIds(Buffer.alloc(0), customer, 'name', 'One')).toEqual([]);
});

test('people are found by the full name that a row gives them', () => {
  for (const type of ['contact', 'lead', 'employee'] as const) {
    const indexer = plannedIndexer();
    const [full, first] = [row({ firstName: 'Ana', lastName: 'Ríos' }), row({ firstName: 'Luis' })];
    for (const one of [full, first]) indexer.add(of(type), one);
    const index = indexer.index();
    const found = (name: string) => plannedIds(index, recordTypes[type], 'fullName', name);
    expect(found('ana rios')).toEqual([full.id]);
    expect(found('Luis')).toEqual([first.id]);
    expect(found('Ana')).toEqual([]);
  }
});

test('a record is found by what an update writes, together with the rest of its name', () => {
  const indexer = plannedIndexer();
  const one = row({ lastName: 'Ríos', email: 'a@b.example', phones: [phone('+573001112233')] }, 'update');
  const record = { firstName: 'Ana', lastName: 'Gil', fullName: 'Ana Gil', email: 'a@b.example' };
  indexer.add(of('contact'), one, { ...record, id: one.id } as unknown as AnyRecord);
  const index = indexer.index();
  const found = (field: string, value: string) => plannedIds(index, contact, field, value);
  expect(found('fullName', 'Ana Ríos')).toEqual([one.id]);
  expect(found('fullName', 'Ríos')).toEqual([]);
  expect(found('phones', '+57 300 111 22 33')).toEqual([one.id]);
  expect(found('email', 'a@b.example')).toEqual([]);
});
