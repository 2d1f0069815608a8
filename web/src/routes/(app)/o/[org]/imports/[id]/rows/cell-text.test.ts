import { expect, test } from 'vitest';
import { cellText, correctionOf, isCut, originalText } from './cell-text.ts';

const long = 'x'.repeat(2_000);
const shown = long.slice(0, 300);

test('a shortened cell of the file goes back to the text of the file, not to its beginning', () => {
  const row = { cells: [shown], shortened: [0] };
  expect(isCut(row, 0)).toBe(true);
  expect(correctionOf(row, 0)).toBeNull();
});

test('a corrected cell goes back to its whole text', () => {
  const row = { cells: [shown], shortened: [0], changes: [{ column: 0, original: 'a', correction: long }] };
  expect(isCut(row, 0)).toBe(false);
  expect([cellText(row, 0), correctionOf(row, 0), originalText(row, 0)]).toEqual([long, long, 'a']);
});

test('a cell that only a rule has changed goes back to the text of the file', () => {
  const row = { cells: ['Chile'], changes: [{ column: 0, original: 'Chle' }] };
  expect([cellText(row, 0), correctionOf(row, 0)]).toEqual(['Chile', null]);
});
