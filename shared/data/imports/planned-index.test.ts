import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { recordTypes } from '#contract/record-types.ts';
import { plannedIds, plannedIndexer } from './planned-index.ts';
import type { PlannedRow } from './planned-row.ts';

const { customer, contact } = recordTypes;
const row = (body: Record<string, unknown>, action: PlannedRow['action'] = 'create'): PlannedRow => ({
  ...{ number: 2, action, id: uuidv7(), body, problems: [] },
});

test('every planned record is found by its name, external ID and address, among thousands', () => {
  const indexer = plannedIndexer();
  const rows = Array.from({ length: 3_000 }, (_, place) =>
    row({ name: `Acme ${place}`, externalId: `K-${place}`, email: `n${place}@acme.example` }),
  );
  for (const one of rows) indexer.add(customer, one);
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
  indexer.add(customer, one);
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
  for (const planned of [one, other, one]) indexer.add(customer, planned);
  expect(plannedIds(indexer.index(), customer, 'name', 'same').toSorted()).toEqual(
    [one.id, other.id].toSorted(),
  );
});

test('rows that write nothing, and records of other types, are not found', () => {
  const indexer = plannedIndexer();
  for (const action of ['skip', 'refuse'] as const) indexer.add(customer, row({ name: 'Left out' }, action));
  indexer.add(customer, row({ email: 'a@b.example', name: 'One' }));
  const index = indexer.index();
  expect(plannedIds(index, customer, 'name', 'Left out')).toEqual([]);
  expect(plannedIds(index, contact, 'email', 'a@b.example')).toEqual([]);
  expect(plannedIds(Buffer.alloc(0), customer, 'name', 'One')).toEqual([]);
});
