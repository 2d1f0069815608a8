import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imagesInFiles, imagesInMemory } from '../copies/database-images.ts';
import { findIn } from './find.ts';
import { SearchDatabase, type SearchedRecord } from './search-database.ts';
import '../../../tests/seeded.ts';

const names = ['ana', 'anabel', 'gomez', 'gomezia', 'acme', 'corp', 'señor', '北京', 'q', '0012'];
const words = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 });
const ids = ['1', '2', '3', '4', '5', '6', '7', '8'];
const record = fc.record({
  id: fc.constantFrom(...ids),
  type: fc.constantFrom('contact', 'deal'),
  detail: fc.option(fc.constant('detail'), { nil: undefined }),
  ownerId: fc.constantFrom('u1', 'u2', undefined),
  at: fc.integer({ min: 10, max: 99 }).map((second) => `2026-11-20T10:00:${second}Z`),
  version: fc.nat(3),
  titleWords: words,
  otherWords: words,
});
const put = record.map((one): SearchedRecord => ({ ...one, title: one.titleWords.join(' ').toUpperCase() }));
const steps = fc.array(fc.oneof({ arbitrary: put, weight: 4 }, fc.constantFrom(...ids)), { maxLength: 24 });
const asked = fc.record({
  words: fc.uniqueArray(fc.constantFrom('an', 'ana', 'gomez', 'ac', 'corp', 'se', '北', 'q', '00'), {
    minLength: 1,
    maxLength: 2,
  }),
  spellings: fc.constantFrom([], ['gomezi'], ['0012']),
});
const reaches = fc.constantFrom(
  [{ types: ['contact', 'deal'], owners: 'all' as const }],
  [{ types: ['contact'], owners: ['u1'] }],
  [
    { types: ['contact'], owners: ['u2', 'u1'] },
    { types: ['deal'], owners: 'all' as const },
  ],
);

/** The records that a question finds, in the groups of its answer. */
function recounted(
  records: readonly SearchedRecord[],
  reach: readonly { types: readonly string[]; owners: 'all' | readonly string[] }[],
  { words: typed, spellings }: { words: readonly string[]; spellings: readonly string[] },
): Map<string, number> {
  const isWithin = ({ type, ownerId = '' }: SearchedRecord): boolean =>
    reach.some(({ types, owners }) => types.includes(type) && (owners === 'all' || owners.includes(ownerId)));
  const has = (all: readonly string[], isWhole: boolean) => (one: string) =>
    all.some((word) => (isWhole ? word === one : word.startsWith(one)));
  const groupOf = ({ titleWords, otherWords }: SearchedRecord): number => {
    const all = [...titleWords, ...otherWords];
    const [title, start] = [titleWords.join(' '), typed.join(' ')];
    return [
      title === start,
      title.startsWith(`${start} `),
      title.startsWith(start),
      typed.every(has(titleWords, true)),
      typed.every(has(titleWords, false)),
      typed.every(has(all, true)) || spellings.some(has(all, true)),
      typed.every(has(all, false)) || spellings.some(has(all, false)),
    ].indexOf(true);
  };
  const found = records.filter(isWithin).map((one) => [one.id, groupOf(one)] as const);
  return new Map(found.filter(([, group]) => group >= 0));
}

test('search finds exactly the records within reach that have the words, whole titles, beginnings of titles, and whole words first', () => {
  fc.assert(
    fc.property(steps, steps, asked, reaches, (loaded, changes, question, reach) => {
      const records = new Map<string, SearchedRecord>();
      const apply = (database: SearchDatabase, all: typeof loaded): void => {
        for (const step of all) {
          if (typeof step === 'string') {
            records.delete(step);
            database.remove([step]);
          } else {
            records.set(step.id, step);
            database.put([step]);
          }
        }
      };
      const database = SearchDatabase.create();
      apply(database, loaded);
      const opened = SearchDatabase.open(database.serialize());
      apply(opened, changes);
      const hits = findIn(opened, reach, question);
      const expected = recounted([...records.values()], reach, question);
      expect(hits.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort());
      const groups = hits.map(({ id }) => expected.get(id) ?? 9);
      expect(groups).toEqual(groups.toSorted());
      expect(opened.count()).toBe(records.size);
      for (const { id, title, detail } of hits)
        expect({ title, detail }).toEqual({ title: records.get(id)?.title, detail: records.get(id)?.detail });
    }),
  );
});

const reach = [{ types: ['contact'], owners: 'all' as const }];
const contact = (id: string, at: number, ...titleWords: string[]): SearchedRecord => ({
  ...{ id, type: 'contact', title: titleWords.join(' '), detail: undefined, ownerId: undefined, version: 1 },
  ...{ at: `2026-11-20T10:00:${at}Z`, titleWords, otherWords: [] },
});
const found = (database: SearchDatabase, ...typed: string[]): string[] =>
  findIn(database, reach, { words: typed, spellings: [] }).map(({ id }) => id);

test('a title that was typed comes before all that begin so, however many are newer, and the newest of these by length', () => {
  const database = SearchDatabase.create();
  const newer = Array.from({ length: 60 }, (_, index) =>
    contact(`newer ${index}`, 20 + (index % 40), 'cobre', 'cranes'),
  );
  database.put([contact('exact', 10, 'cobre'), contact('short', 11, 'cobre', 'co'), ...newer]);
  const hits = found(database, 'cobre');
  expect([hits[0], hits.length]).toEqual(['exact', 50]);
  database.put([contact('short', 70, 'cobre', 'co'), contact('word', 71, 'el', 'cobre')]);
  const all = found(database, 'cobre');
  expect([...all.slice(0, 2), all.includes('word')]).toEqual(['exact', 'short', false]);
  database.put([contact('copper', 72, 'cobreros'), contact('twice', 12, 'cobre', 'de', 'cobre')]);
  expect(found(database, 'cobre')).not.toContain('copper');
  expect(found(database, 'cobre', 'de', 'cobre')).toEqual(['twice']);
});

test('among equals, what was changed last comes first, in whichever order it was read', () => {
  const database = SearchDatabase.create();
  database.put([contact('new', 30, 'ana'), contact('old', 10, 'ana'), contact('middle', 20, 'ana')]);
  expect(found(database, 'ana')).toEqual(['new', 'middle', 'old']);
  database.put([contact('old', 40, 'ana')]);
  expect(found(database, 'ana')).toEqual(['old', 'new', 'middle']);
  database.put([contact('new', 30, 'ana')]);
  expect(found(database, 'ana')).toEqual(['old', 'new', 'middle']);
});

test('one typo in a long word of letters is forgiven only if nothing else is found', () => {
  const database = SearchDatabase.create();
  database.put([contact('a', 10, 'maria', 'gonzalez'), contact('b', 11, 'marta', 'lopez')]);
  expect(found(database, 'gonsalez')).toEqual(['a']);
  expect(found(database, 'maria', 'gonzlaez')).toEqual(['a']);
  expect(found(database, 'gonzalex', 'mar')).toEqual(['a']);
  expect(found(database, 'lopes')).toEqual(['b']);
  expect(found(database, 'lope')).toEqual(['b']);
  expect(found(database, 'lpez')).toEqual([]);
  database.put([contact('numbered', 9, 'contact11')]);
  expect(found(database, 'contact12')).toEqual([]);
  database.put([contact('c', 12, 'gonsalez')]);
  expect(found(database, 'gonsalez')).toEqual(['c']);
});

test('copies differ by the records that only one of them has, or has in another version', () => {
  const [one, other] = [SearchDatabase.create(), SearchDatabase.create()];
  one.put([contact('same', 10, 'ana'), contact('changed', 10, 'ana'), contact('gone', 10, 'ana')]);
  other.put([contact('same', 10, 'ana'), { ...contact('changed', 11, 'ana'), version: 2 }]);
  const ids = (differences: { id: string }[]) => differences.map(({ id }) => id).sort();
  expect(ids(one.differencesFrom(other))).toEqual(['changed', 'gone']);
  expect(ids(other.differencesFrom(one))).toEqual(['changed', 'gone']);
});

test.each([imagesInMemory, imagesInFiles])(
  'a copy is the same through memory and through a file',
  (images) => {
    const database = SearchDatabase.create();
    database.put([contact('a', 10, 'maria', 'gonzalez')]);
    expect(found(SearchDatabase.open(database.serialize('columns', images), images), 'mar')).toEqual(['a']);
  },
);
