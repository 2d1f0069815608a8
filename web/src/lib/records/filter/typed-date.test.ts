import { expect, test } from 'vitest';
import { dateIn } from './typed-date.ts';

test.each([
  ['en-US', '2026-03-31', '2026-03-31'],
  ['en-US', '3/31/2026', '2026-03-31'],
  ['en-GB', '31/3/2026', '2026-03-31'],
  ['es-ES', '31/3/2026', '2026-03-31'],
  ['es-ES', '31-03-2026', '2026-03-31'],
  ['en-US', 'Mar 31, 2026', '2026-03-31'],
  ['en-US', '31 march 2026', '2026-03-31'],
  ['es-ES', '3 de septiembre de 2026', '2026-09-03'],
  ['es-ES', '3 sept 2026', '2026-09-03'],
])('a date typed in the format of %s is read: %s', (locale, typed, day) => {
  expect(dateIn(locale, typed)).toBe(day);
});

test.each([
  '',
  'today',
  '2026-02-30',
  '31/3/2026',
  '3/31',
  '3/31/26',
  'foo 3 2026',
  '1 2 3 2026',
  '1000-01-01',
])('a text that isn’t an existing date is not read as one: %s', (typed) => {
  expect(dateIn('en-US', typed)).toBeUndefined();
});
