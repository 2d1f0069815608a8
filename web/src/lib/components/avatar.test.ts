import { expect, test } from 'vitest';
import { colorOf, initialsOf } from './avatar.ts';

test.each([
  ['Zoë van der Bergh', 'ZB'],
  ['José', 'J'],
  ['łukasz wójcik', 'ŁW'],
  ['Dr. Friederike Großmann (Praxis)', 'DG'],
  ['', '?'],
  ['42', '4'],
])('initials of "%s" are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('where people have two surnames, initials are those of the first name and the first surname', () => {
  expect(initialsOf('Laura Gómez Pérez', true)).toBe('LG');
});

test('an id keeps its color, and ids spread over all six', () => {
  expect(colorOf('a')).toBe(colorOf('a'));
  const colors = new Set(Array.from({ length: 100 }, (_, place) => colorOf(`0199-${place}`)));
  expect(colors.size).toBe(6);
});
