import { expect, test } from 'vitest';
import { matchAt } from './match.ts';

test('a match ignores accents and case and is located in the original text', () => {
  expect(matchAt('Zoë Súilleabháin', 'suil')).toEqual({ start: 4, end: 8 });
  expect(matchAt('MARTÍN', 'martin')).toEqual({ start: 0, end: 6 });
});

test('empty input matches everything, and other input nothing', () => {
  expect(matchAt('Dashboard', '')).toEqual({ start: 0, end: 0 });
  expect(matchAt('Dashboard', 'x')).toBeUndefined();
});
