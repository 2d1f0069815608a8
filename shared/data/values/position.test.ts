import fc from 'fast-check';
import { expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import {
  positionAfter,
  positionBefore,
  positionBetween,
  positionOfNew,
  positionsBetween,
} from './position.ts';

const at = (milliseconds: number): string => new Date(1_790_000_000_000 + milliseconds).toISOString();

test('newer ranks come before older ones, whatever the ids', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (one, other) => {
      fc.pre(one < other);
      expect(positionOfNew(at(other), uuidv7()) < positionOfNew(at(one), uuidv7())).toBe(true);
    }),
  );
});

/** Adds cards one after the other at the given positions, as `move` does, and re-ranks cards where there is no room. */
function laid(choices: readonly number[]): string[] {
  const places = [positionOfNew(at(0), uuidv7())];
  for (const [index, choice] of choices.entries()) {
    const place = choice % (places.length + 1);
    const [before, after] = [places[place - 1], places[place]];
    const id = uuidv7();
    if (after === undefined) places.push(positionAfter(before!, id));
    else if (before === undefined) places.unshift(positionBefore(after, at(index), id));
    else {
      const between = positionBetween(before, after);
      if (between) places.splice(place, 0, between);
      else {
        const behind = places.slice(place, place + 40);
        const spread = positionsBetween(before, places[place + 40], behind.length + 1);
        places.splice(place, behind.length, ...spread);
      }
    }
  }
  return places;
}

test('cards moved anywhere keep their order, with unique ranks of bounded length', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 300 }), (choices) => {
      const places = laid(choices);
      expect(places).toHaveLength(choices.length + 1);
      expect([...places].sort()).toEqual(places);
      expect(new Set(places).size).toBe(places.length);
      expect(Math.max(...places.map(({ length }) => length))).toBeLessThanOrEqual(58);
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['behind the first card', 1],
  ['to the top', 0],
  ['to the bottom', 1_000_000],
])('two thousand cards laid %s stay in order within 58 digits', (_, choice) => {
  const choices = Array.from({ length: 2_000 }, (__, index) => Math.min(choice, index + 1));
  const places = laid(choices);
  expect([...places].sort()).toEqual(places);
  expect(new Set(places).size).toBe(2_001);
  expect(Math.max(...places.map(({ length }) => length))).toBeLessThanOrEqual(58);
});

test('a card moved to the top stays there until newer cards arrive', () => {
  const first = positionOfNew(at(0), uuidv7());
  const top = positionBefore(first, at(0), uuidv7());
  expect(top < first).toBe(true);
  expect(positionOfNew(at(2_000), uuidv7()) < top).toBe(true);
});
