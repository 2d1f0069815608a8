import { expect, test } from 'vitest';
import { inkOf } from './accent.ts';

test('a color with enough contrast on white is kept', () => {
  expect(inkOf('#1d4ed8')).toBe('#1d4ed8');
  expect(inkOf('#000000')).toBe('#000000');
});

test('a light color is darkened for text, and keeps its hue', () => {
  const shade = inkOf('#ffff00');
  expect(shade).toMatch(/^#([0-9a-f]{2})\1(00)$/);
  expect(shade < '#999900').toBe(true);
});
