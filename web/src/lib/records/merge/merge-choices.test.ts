import { describe, expect, test } from 'vitest';
import type { AnyRecord } from '../record-client.ts';
import type { RecordView } from '../view.ts';
import { choicesFor, chosenValues, comparedFields, haveExternalIds, joined } from './merge-choices.ts';

const view = {
  type: {
    fields: {
      firstName: { kind: 'text', mode: 'required' },
      fullName: { kind: 'text', mode: 'derived' },
      city: { kind: 'text', mode: 'optional' },
      tagIds: { kind: 'tags', mode: 'optional' },
      phones: { kind: 'phones', mode: 'optional' },
      externalId: { kind: 'text', mode: 'optional', isExternalId: true },
    },
  },
} as unknown as RecordView;
const record = (id: string, values: object): AnyRecord => ({ id, version: 1, ...values }) as AnyRecord;

const first = record('1', { firstName: 'Ana', fullName: 'Ana', tagIds: ['a', 'b'] });
const second = record('2', { firstName: 'Ana', fullName: 'Ana M.', city: 'Lima', tagIds: ['b', 'c'] });
const records = [first, second];

describe('comparing records', () => {
  test('tells when several have an external ID, of which one stays, and offers none to choose', () => {
    const known = [record('1', { externalId: 'a' }), record('2', { externalId: 'b' }), record('3', {})];
    expect(comparedFields(view, known)).toEqual([]);
    expect(haveExternalIds(view, known)).toBe(true);
    expect(haveExternalIds(view, known.slice(1))).toBe(false);
  });

  test('finds the fields with different values that an update can change', () => {
    expect(comparedFields(view, records)).toEqual([
      { name: 'city', recordIds: ['1', '2'] },
      { name: 'tagIds', recordIds: ['1', '2'], all: ['a', 'b', 'c'] },
    ]);
  });

  test('offers each value once, and no joined list that a record already has or that is too long', () => {
    const third = record('3', { firstName: 'Eva', city: 'Lima', tagIds: ['a', 'b', 'c'] });
    const numbers = (from: number) =>
      Array.from({ length: 3 }, (_, index) => ({ label: 'work', number: `+57${from + index}` }));
    const fields = comparedFields(view, [
      { ...first, phones: numbers(0) },
      { ...second, phones: numbers(10) },
      { ...third, phones: numbers(0) },
    ]);
    expect(fields).toEqual([
      { name: 'firstName', recordIds: ['1', '3'] },
      { name: 'city', recordIds: ['1', '2'] },
      { name: 'tagIds', recordIds: ['1', '2', '3'] },
      { name: 'phones', recordIds: ['1', '2'] },
    ]);
  });

  test('joins phone numbers by their number and keeps the label of the first', () => {
    const [work, home] = [
      { label: 'work', number: '+571' },
      { label: 'home', number: '+571' },
    ];
    const [field] = comparedFields(view, [
      record('1', { phones: [work] }),
      record('2', { phones: [home, { label: 'home', number: '+572' }] }),
    ]);
    expect(field?.all).toEqual([work, { label: 'home', number: '+572' }]);
  });
});

describe('choices', () => {
  const fields = comparedFields(view, records);

  test('are the joined lists and the values of the record that stays, unless it has none', () => {
    expect(choicesFor(fields, records, '1', {})).toEqual({ city: '2', tagIds: joined });
    expect(choicesFor(fields, records, '2', {})).toEqual({ city: '2', tagIds: joined });
  });

  test('that the user made are kept as long as they are offered', () => {
    expect(choicesFor(fields, records, '1', { city: '1', tagIds: '2' })).toEqual({ city: '1', tagIds: '2' });
    expect(choicesFor(fields, records, '1', { city: '9', tagIds: '9' })).toEqual({
      city: '2',
      tagIds: joined,
    });
  });

  test('become the changes to the record that stays', () => {
    expect(chosenValues(fields, records, '1', { city: '2', tagIds: joined })).toEqual({
      city: 'Lima',
      tagIds: ['a', 'b', 'c'],
    });
    expect(chosenValues(fields, records, '1', { city: '1', tagIds: '1' })).toEqual({});
    expect(chosenValues(fields, records, '2', { city: '1', tagIds: '2' })).toEqual({ city: null });
  });
});
