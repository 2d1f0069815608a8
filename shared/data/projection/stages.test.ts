import { expect, test } from 'vitest';
import { factOf, type Fact } from '../counters/facts.ts';
import { stageTowards, type OwnedFacts } from './stages.ts';

const factAt = (place: number): Fact =>
  factOf('taxes', '2026-03-31', `EUR#tax#${place}`, { amountMinor: { minor: 5 } });
const facts = (from: number, to: number): Fact[] =>
  Array.from({ length: to - from }, (_, place) => factAt(from + place));

/** All states from one to another. */
function statesBetween(from: OwnedFacts, to: OwnedFacts): OwnedFacts[] {
  const states = [from];
  for (let next = stageTowards(from, to); next; next = stageTowards(next, to)) states.push(next);
  return states;
}

test('stages add and remove facts little by little until those of the goal are left', () => {
  const states = statesBetween({ of: facts(0, 45), ownerId: 'ana' }, { of: facts(30, 90), ownerId: 'ana' });
  expect(states.map(({ of }) => of.length)).toEqual([45, 25, 15, 35, 55, 60]);
  expect(new Set(states.at(-1)?.of.map(({ part }) => part))).toEqual(
    new Set(facts(30, 90).map(({ part }) => part)),
  );
});

test('stages to another owner remove all facts first', () => {
  const states = statesBetween({ of: facts(0, 25), ownerId: 'ana' }, { of: facts(0, 25), ownerId: 'ben' });
  expect(states.map(({ of, ownerId }) => [ownerId, of.length])).toEqual([
    ['ana', 25],
    ['ana', 5],
    ['ana', 0],
    ['ben', 20],
    ['ben', 25],
  ]);
});

test('equal facts are counted as often as they occur', () => {
  const twice = { of: [factAt(1), factAt(1)], ownerId: 'ana' };
  const once = { of: [factAt(1)], ownerId: 'ana' };
  expect(stageTowards(once, twice)?.of).toEqual(twice.of);
  expect(stageTowards(twice, once)?.of).toEqual(once.of);
  expect(stageTowards(twice, twice)).toBeUndefined();
});
