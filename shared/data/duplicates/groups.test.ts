import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf, type GroupOptions, type ScoredPair } from './groups.ts';
import '../../../tests/seeded.ts';

const options: GroupOptions = { threshold: 50, sizeMax: 10 };
/** Pairs such as `ab80`: the records a and b with the score 80. */
const pairs = (text: string): ScoredPair[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((pair) => ({ one: pair[0]!, other: pair[1]!, score: Number(pair.slice(2)) }));
const groups = (text: string, rest: Partial<GroupOptions> = {}) =>
  groupsOf(pairs(text), { ...options, ...rest }).map(({ ids }) => ids.join(''));

test('records that pairs connect, directly or not, are in one group', () => {
  expect(groups('ab60 bc70 de90')).toEqual(['de', 'abc']);
  expect(groups('ac90 bd80 ab70')).toEqual(['abcd']);
});

test('pairs below the threshold connect nothing', () => {
  expect(groups('ab49 cd50')).toEqual(['cd']);
});

test('a pair that is no duplicate connects nothing, but does not split what other pairs connect', () => {
  expect(groups('ab90', { notDuplicates: [{ one: 'b', other: 'a' }] })).toEqual([]);
  const [group] = groupsOf(pairs('ab90 bc80 ac70'), {
    ...options,
    notDuplicates: [{ one: 'b', other: 'a' }],
  });
  expect(group).toEqual({
    ids: ['a', 'b', 'c'],
    pairs: [
      { one: 'b', other: 'c', score: 80 },
      { one: 'a', other: 'c', score: 70 },
    ],
  });
});

test('a group that would become too large leaves out its weakest connections', () => {
  expect(groups('ab90 bc60 cd80 de70', { sizeMax: 3 })).toEqual(['ab', 'cde']);
});

test('a pair that occurs several times counts with its highest score, and a record is no duplicate of itself', () => {
  expect(groupsOf(pairs('ba60 ab80 ab70 cc99'), options)).toEqual([
    { ids: ['a', 'b'], pairs: [{ one: 'a', other: 'b', score: 80 }] },
  ]);
});

const id = fc.constantFrom(...'abcdefgh');
const scored = fc.array(fc.record({ one: id, other: id, score: fc.integer({ min: 0, max: 100 }) }), {
  maxLength: 30,
});
const excluded = fc.array(fc.record({ one: id, other: id }), { maxLength: 5 });
const sizes = fc.integer({ min: 2, max: 8 });

test('groups have at least two records, at most the maximum, and none in common', () => {
  fc.assert(
    fc.property(scored, excluded, sizes, (all, notDuplicates, sizeMax) => {
      const found = groupsOf(all, { threshold: 50, sizeMax, notDuplicates });
      const ids = found.flatMap((group) => group.ids);
      expect(new Set(ids).size).toBe(ids.length);
      for (const group of found) {
        expect(group.ids.length).toBeGreaterThanOrEqual(2);
        expect(group.ids.length).toBeLessThanOrEqual(sizeMax);
        expect(new Set(group.pairs.flatMap(({ one, other }) => [one, other]))).toEqual(new Set(group.ids));
      }
    }),
  );
});

test('neither the order of the pairs nor the direction of a pair makes a difference', () => {
  const shuffled = scored.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, excluded, sizes, ([all, others, turned], notDuplicates, sizeMax) => {
      const changed = others.map(({ one, other, score }, index) =>
        turned[index] ? { one: other, other: one, score } : { one, other, score },
      );
      const rest = { threshold: 50, sizeMax, notDuplicates };
      expect(groupsOf(changed, rest)).toEqual(groupsOf(all, rest));
    }),
  );
});

test('without a limit of their size, groups are all records that are connected', () => {
  fc.assert(
    fc.property(scored, (all) => {
      const found = groupsOf(all, { threshold: 50, sizeMax: 8 });
      const groupOf = (record: string) => found.findIndex(({ ids }) => ids.includes(record));
      for (const { one, other, score } of all)
        if (one !== other && score >= 50) {
          expect(groupOf(one)).toBe(groupOf(other));
          expect(groupOf(one)).not.toBe(-1);
        }
    }),
  );
});
