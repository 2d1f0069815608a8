import { expect, test } from 'vitest';
import { matchFields } from '#contract/match-fields.ts';
import { recordTypes } from '#contract/record-types.ts';
import { recordViews } from '#lib/records/views.ts';
import {
  missingFields,
  newFieldTarget,
  placesOfEntries,
  qualifiedAt,
  rivalOf,
  targetNames,
  withTarget,
  withValue,
} from './targets.ts';

const { contact, customer, deal } = recordViews;
const email = { field: 'email' };
const work = { field: 'phones', label: 'work' } as const;

test('columns can be for fields that people enter and for codes, but not for what the service computes', () => {
  expect(targetNames(contact, { hasNotes: true })).toEqual(
    expect.arrayContaining(['fullName', 'firstName', 'phones', 'ownerId']),
  );
  expect(targetNames(customer, { hasNotes: false })).toEqual(
    expect.arrayContaining(['code', 'name', 'tagIds']),
  );
  expect(targetNames(customer, { hasNotes: false })).not.toContain('fullName');
  const derived = Object.entries(deal.type.fields).filter(([, { mode }]) => mode === 'kept');
  expect(derived).not.toEqual([]);
  for (const [name] of derived) expect(targetNames(deal, { hasNotes: true })).not.toContain(name);
});

test('a field that is chosen for a second column leaves the first one, except phones and parts of names', () => {
  expect(withTarget([email, null], 1, email)).toEqual([null, email]);
  expect(withTarget([email, null], 0, email)).toEqual([email, null]);
  expect(withTarget([work, null], 1, work)).toEqual([work, work]);
  const first = { field: 'firstName' };
  expect(withTarget([first, null], 1, first)).toEqual([first, first]);
  expect(withTarget([email, work], 0, null)).toEqual([null, work]);
  expect(rivalOf([null, email], 0, 'email')).toBe(1);
  expect(rivalOf([null, email], 1, 'email')).toBeUndefined();
});

test('a column with the labels of another one is recognized', () => {
  const labeled = { ...work, qualifiedBy: 0 };
  expect(qualifiedAt([null, labeled], 0)).toBe(1);
  expect(qualifiedAt([null, work], 0)).toBeUndefined();
});

test('a required field is missing unless a column has it, on its own or in full names', () => {
  expect(missingFields(contact, [email])).toEqual(['firstName']);
  expect(missingFields(contact, [{ field: 'firstName' }])).toEqual([]);
  expect(missingFields(contact, [{ field: 'fullName' }])).toEqual([]);
  expect(missingFields(deal, [])).toEqual(['title']);
});

test('records are found by fields that are unique first', () => {
  expect(matchFields(recordTypes.contact)).toEqual(['externalId', 'email', 'nationalId', 'phones']);
  expect(matchFields(recordTypes.customer)[0]).toBe('code');
  expect(matchFields(recordTypes.deal)).toEqual(['externalId']);
});

test('several columns can become new fields, named after them', () => {
  const long = newFieldTarget('x'.repeat(100));
  expect(withTarget([newFieldTarget('Tier'), null], 1, long)).toEqual([
    { field: 'newCustomField', newField: { label: 'Tier' } },
    { field: 'newCustomField', newField: { label: 'x'.repeat(80) } },
  ]);
});

test('values are chosen for columns of statuses and options, the latest choice for each text', () => {
  const status = { field: 'statusId' };
  expect(placesOfEntries(contact, [email, status, null])).toEqual([1]);
  const chosen = withValue(withValue(status, 'Client', 'customer'), 'Other', null);
  expect(withValue(chosen, 'Client', 'prospect')).toEqual({
    field: 'statusId',
    values: [
      { text: 'Other', id: null },
      { text: 'Client', id: 'prospect' },
    ],
  });
});
