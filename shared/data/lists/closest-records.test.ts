import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import { comparedTypes, type ComparedType } from '#contract/typed-values.ts';
import { recordTypes } from '#contract/record-types.ts';
import { cluesOf, estimateMin } from '../duplicates/clues.ts';
import { possibleDuplicate, scoreOf } from '../duplicates/score.ts';
import { subjectOf } from '../duplicates/subject.ts';
import { values } from '../duplicates/subjects-under-test.ts';
import type { ListRecord } from './cells.ts';
import { ListDatabase } from './list-database.ts';
import { settings } from './questions-under-test.ts';
import '../../../tests/seeded.ts';

type Values = Readonly<Record<string, unknown>>;

const bounds = { least: estimateMin, limit: 100 };
const idOf = (at: number) => `record-${at}`;

/** The places of the stored records that are worth comparing with the typed values. */
function closest(
  type: ComparedType,
  typed: Values,
  stored: readonly Values[],
  { limit, ownerIds }: { limit?: number; ownerIds?: string[] } = {},
): number[] {
  const columns = columnsOf(recordTypes[type], [], settings);
  const columnOf = (name: string) => columns.get(name)!;
  const database = ListDatabase.create([...columns.values()]);
  const recordAt = (source: Values, at: number): ListRecord => ({
    id: idOf(at),
    source,
    body: '{}',
    searchText: '',
  });
  database.put(stored.map(recordAt));
  const clues = (cluesOf(subjectOf(type, typed)) ?? []).map(({ field, ...clue }) => ({
    ...clue,
    column: columnOf(field),
  }));
  const reach = ownerIds ? { column: columnOf('ownerId'), ids: ownerIds } : 'all';
  const ids = database.closest(clues, { ...bounds, ...(limit ? { limit } : {}) }, reach);
  database.close();
  return ids.map((id) => Number(id.slice('record-'.length)));
}

/** An initial is similar to every word that begins with it, but has no half in common. */
const hasInitial = ({ fullName, name }: Values) => /\bJ\b/.test(`${String(fullName)} ${String(name)}`);

test('every possible duplicate among generated records without initials is compared', () => {
  const written = values.filter((record) => !hasInitial(record));
  const many = fc.array(written, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.constantFrom(...comparedTypes), written, many, (type, typed, stored) => {
      const found = new Set(closest(type, typed, stored));
      const subject = subjectOf(type, typed);
      const missed = stored.filter(
        (record, at) =>
          scoreOf(subject, subjectOf(type, record)).score >= possibleDuplicate && !found.has(at),
      );
      expect(missed).toEqual([]);
    }),
    { numRuns: Number(process.env.RUNS ?? 500) },
  );
});

test('a name with a wrong letter is compared, and one that only has a word in common isn’t', () => {
  const names = ['Construcciones Andinas', 'Construcsiones Andinas', 'Andinas', 'Talleres del Sur'];
  const stored = names.map((name) => ({ name }));
  expect(closest('customer', { name: 'Construcciones Andinas S.A.S.' }, stored)).toEqual([0, 1]);
});

test('an identifier is compared without its separators', () => {
  const stored = [{ nationalId: '52123456-k' }, { nationalId: '52123457-k' }];
  expect(closest('contact', { nationalId: '52.123.456-K' }, stored)).toEqual([0]);
});

test('colleagues with other names aren’t compared', () => {
  const customerId = '01a1f840-3b75-74c6-8323-759445fc6515';
  const at = { customerId, city: 'Bogotá' };
  const typed = { ...at, fullName: 'María Gómez', email: 'maria@acme.example' };
  const stored = [
    { ...at, fullName: 'Pedro Ruiz', email: 'pedro@acme.example' },
    { ...at, fullName: 'Maria Gomes' },
  ];
  expect(closest('contact', typed, stored)).toEqual([1]);
});

test('with too many records, those with most in common are compared', () => {
  const stored = [
    ...Array.from({ length: 30 }, (_, at) => ({ name: `Hotel ${at}` })),
    { name: 'Hotel', website: 'https://hotel.example' },
    { name: 'Hotel' },
  ];
  const typed = { name: 'Hotel', website: 'https://www.hotel.example/es' };
  expect(closest('customer', typed, stored, { limit: 2 })).toEqual([30, 31]);
});

test('records out of reach are never compared, whatever they have in common', () => {
  const stored = [
    { name: 'Acme', ownerId: 'other' },
    { name: 'Acme', ownerId: 'me' },
  ];
  expect(closest('vendor', { name: 'Acme' }, stored, { ownerIds: ['me'] })).toEqual([1]);
  expect(closest('vendor', { name: 'Acme' }, stored, { ownerIds: [] })).toEqual([]);
});

test.each<[ComparedType, Values]>([
  ['contact', { fullName: 'María', city: 'Bogotá' }],
  ['lead', { fullName: 'María Gómez' }],
  ['vendor', { website: 'https://acme.example' }],
])('a %s with only %o has too little to be a duplicate', (type, typed) => {
  expect(cluesOf(subjectOf(type, typed))).toBeUndefined();
});
