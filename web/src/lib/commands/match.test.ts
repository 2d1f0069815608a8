import { expect, test } from 'vitest';
import { matchAt } from './match.ts';

test('a match is found without regard to accents and case, at its place in the text as written', () => {
  expect(matchAt('Zoë Súilleabháin', 'suil')).toEqual({ start: 4, end: 8 });
  expect(matchAt('MARTÍN', 'martin')).toEqual({ start: 0, end: 6 });
});

test('nothing typed matches everything, something else nothing', () => {
  expect(matchAt('Dashboard', '')).toEqual({ start: 0, end: 0 });
  expect(matchAt('Dashboard', 'x')).toBeUndefined();
});
