import { expect, test } from 'vitest';
import { HourScale, snapped, snappedDown } from './hour-scale.ts';

const zone = 'Europe/Madrid';
const at = (moment: string) => Date.parse(moment);
const spring = new HourScale(['2026-03-28', '2026-03-29'], zone);
const autumn = new HourScale(['2026-10-24', '2026-10-25'], zone);

test('on a day without a clock change, a moment’s place is its local time', () => {
  expect(spring.placeOf(at('2026-03-28T08:15Z'))).toEqual({ day: '2026-03-28', place: 555 });
  expect(spring.momentAt('2026-03-28', 555)).toBe(at('2026-03-28T08:15Z'));
  expect(spring.placeOf(at('2026-03-27T08:15Z'))).toBeUndefined();
  expect([spring.minutes, spring.hours.length]).toEqual([1_440, 24]);
  expect(spring.missingOn('2026-03-28')).toEqual([]);
});

test('on a day with 23 hours, the skipped hour is missing and its places belong to the moment after it', () => {
  const day = '2026-03-29';
  expect(spring.missingOn(day)).toEqual([{ from: 120, to: 180 }]);
  expect(spring.placeOf(at('2026-03-29T00:59Z'))?.place).toBe(119);
  expect(spring.placeOf(at('2026-03-29T01:00Z'))?.place).toBe(180);
  for (const place of [120, 150, 180]) expect(spring.momentAt(day, place)).toBe(at('2026-03-29T01:00Z'));
  expect(spring.momentAt(day, 1_439)).toBe(at('2026-03-29T21:59Z'));
});

test('on a day with 25 hours, both times of the repeated hour have places of their own', () => {
  const day = '2026-10-25';
  expect([autumn.minutes, autumn.hours.length]).toEqual([1_500, 25]);
  expect(autumn.hours.slice(1, 5).map(({ time }) => time / 60)).toEqual([1, 2, 2, 3]);
  for (const [moment, place] of [
    ['2026-10-25T00:30Z', 150],
    ['2026-10-25T01:30Z', 210],
    ['2026-10-25T02:00Z', 240],
  ] as const) {
    expect(autumn.placeOf(at(moment))).toEqual({ day, place });
    expect(autumn.momentAt(day, place)).toBe(at(moment));
  }
});

test('beside a day with 25 hours, equal times have equal places and the repeated hour is missing', () => {
  const day = '2026-10-24';
  expect(autumn.missingOn(day)).toEqual([{ from: 180, to: 240 }]);
  expect(autumn.missingOn('2026-10-25')).toEqual([]);
  expect(autumn.placeOf(at('2026-10-24T07:00Z'))?.place).toBe(600);
  expect(autumn.placeOf(at('2026-10-25T08:00Z'))?.place).toBe(600);
  expect(autumn.momentAt(day, 200)).toBe(at('2026-10-24T01:00Z'));
});

test('a range ends where clocks change or the day ends, and goes on where the next day begins', () => {
  expect(spring.stretchOn('2026-03-29', at('2026-03-29T00:30Z'), 30)).toEqual({ from: 90, to: 120 });
  expect(autumn.stretchOn('2026-10-24', at('2026-10-24T00:30Z'), 30)).toEqual({ from: 150, to: 180 });
  const late = at('2026-03-28T22:30Z');
  expect(spring.stretchOn('2026-03-28', late, 60)).toEqual({ from: 1_410, to: 1_440 });
  expect(spring.stretchOn('2026-03-29', late, 60)).toEqual({ from: 0, to: 30 });
  expect(spring.stretchOn('2026-03-29', late, 30)).toBeUndefined();
});

test('a clock change at midnight or by half an hour has its place, too', () => {
  const cairo = new HourScale(['2026-04-24'], 'Africa/Cairo');
  expect(cairo.missingOn('2026-04-24')).toEqual([{ from: 0, to: 60 }]);
  expect(cairo.placeOf(cairo.momentAt('2026-04-24', 30))?.place).toBe(60);
  const island = new HourScale(['2026-04-05'], 'Australia/Lord_Howe');
  expect([island.minutes, island.hours.length]).toEqual([1_470, 24]);
});

test('places are snapped to the nearest step when something is moved, and to the one before when it is drawn', () => {
  expect([snapped(547, 15), snapped(548, 15), snappedDown(559, 15), snappedDown(540, 30)]).toEqual([
    540, 555, 555, 540,
  ]);
});
