import { expect, test } from 'vitest';
import { HourScale } from './hour-scale.ts';
import { lengthUntil, possibleLength } from './length.ts';

const zone = 'Europe/Madrid';
const at = (moment: string) => Date.parse(moment);

test('an entry gets the length with which it ends nearest to a place, in quarters of an hour and at least one', () => {
  const scale = new HourScale(['2026-11-30'], zone);
  const start = at('2026-11-30T08:05Z');
  const until = (place: number) => lengthUntil(start, place, scale, zone);
  expect([until(605), until(612), until(613)]).toEqual([60, 60, 75]);
  expect([until(545), until(300)]).toEqual([15, 15]);
});

test('an entry ends at midnight at the latest, unless less than a quarter of an hour is left', () => {
  const scale = new HourScale(['2026-11-30'], zone);
  const [evening, late] = [at('2026-11-30T21:30Z'), at('2026-11-30T22:50Z')];
  expect(lengthUntil(evening, 1_440, scale, zone)).toBe(90);
  expect(possibleLength(evening, 600, zone)).toBe(90);
  expect(possibleLength(at('2026-11-30T21:40Z'), 600, zone)).toBe(75);
  expect(possibleLength(late, 30, zone)).toBe(15);
});

test('across a clock change, the length is the time that passes', () => {
  const spring = new HourScale(['2026-03-29'], zone);
  expect(lengthUntil(at('2026-03-29T00:30Z'), 210, spring, zone)).toBe(60);
  const autumn = new HourScale(['2026-10-25'], zone);
  expect(lengthUntil(at('2026-10-24T23:30Z'), 210, autumn, zone)).toBe(120);
  expect(possibleLength(at('2026-03-28T23:00Z'), 1_440, zone)).toBe(1_380);
});
