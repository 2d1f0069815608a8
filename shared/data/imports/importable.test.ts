import { expect, test } from 'vitest';
import { entryTypes, parentFields } from '#contract/entry-types.ts';
import type { Field } from '#contract/field.ts';
import { entryAddress, entryAt, laneOfAddress } from './entry-address.ts';
import { findEntry } from './find-entry.ts';
import { importableOf } from './importable.ts';

const options = Object.values(entryTypes).flatMap(({ name, fields }) =>
  Object.entries<Field>(fields).flatMap(([field, { options: all = [] }]) =>
    all.map(({ id, label }) => [`${name}.${field}`, label, id, all] as const),
  ),
);

test.each(options)('in %s, the text %s means only %s', (_field, label, id, all) => {
  expect(findEntry(all, label)).toEqual({ id });
  expect(findEntry(all, label.toUpperCase())).toEqual({ id });
});

test('types that refer to others come first among the records of an entry', () => {
  const names = parentFields(entryTypes.note).map(({ name }) => name);
  expect(names.indexOf('dealId')).toBeLessThan(names.indexOf('contactId'));
  expect(names.indexOf('contactId')).toBeLessThan(names.indexOf('customerId'));
});

test('activities belong only to records that can have them', () =>
  expect(parentFields(entryTypes.activity).map(({ to }) => to)).not.toContain('vendor'));

test('the first record that a row names is part of the address of its entry, with the time of a note in its ID', () => {
  const importId = '019b0000-0000-7000-8000-000000000000';
  const body = { customerId: 'c', dealId: 'd', createdAt: '2020-01-01T00:00:00.000Z' };
  const address = importableOf('note').newId(importId, 2, body);
  expect(entryAt(address).parent).toEqual({ recordType: 'deal', recordId: 'd' });
  const { id } = entryAt(address);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(body.createdAt));
  expect(importableOf('note').newId(importId, 2, body)).toBe(address);
  expect(importableOf('note').newId(importId, 3, body)).not.toBe(address);
});

test('all entries of a record are in one lane, and records in any', () => {
  const parent = { recordType: 'customer', recordId: '019b0000-0000-7000-8000-000000000001' };
  const lanes = new Set(['a', 'b', 'c', 'd', 'e'].map((id) => laneOfAddress(entryAddress(parent, id), 4)));
  expect(lanes.size).toBe(1);
  expect(laneOfAddress('019b0000-0000-7000-8000-000000000001', 4)).toBeUndefined();
});
