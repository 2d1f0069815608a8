import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asInSheet, text } from './export-under-test.ts';
import { parse, unescaped } from './sheet-under-test.ts';
import { cutToCell, fitsCell, xmlText } from './xlsx-text.ts';
import '../../../tests/seeded.ts';

function readBack(written: string): string {
  let read = '';
  parse(`<t a="${xmlText(written)}">${xmlText(written)}</t>`, { text: (part) => (read += part) });
  return unescaped(read);
}

test('any text is valid XML and is read back, with line feeds and without halves of characters', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(readBack(value)).toBe(asInSheet(value));
    }),
  );
});

test.each([
  ['_x0041_', '_x005F_x0041_'],
  ['_x0041\u0007', '_x005F_x0041_x0007_'],
  ['\uFFFE', '_xFFFE_'],
])('%j is written as %j', (value, written) => {
  expect(xmlText(value)).toBe(written);
  expect(readBack(value)).toBe(value);
});

test('a text with as many characters as a cell can have fits, and a longer one is cut to that length', () => {
  expect(fitsCell('a'.repeat(32_767))).toBe(true);
  expect(fitsCell('a'.repeat(32_768))).toBe(false);
  const cut = cutToCell('a'.repeat(40_000));
  expect(cut).toHaveLength(32_767);
  expect(cut).toMatch(/^a+ \[…\]$/);
});

test('a cut divides no character', () => {
  expect(cutToCell(`a${'👍'.repeat(20_000)}`)).toMatch(/^a(?:👍)+ \[…\]$/u);
  expect(cutToCell('👍'.repeat(20_000))).toMatch(/^(?:👍)+ \[…\]$/u);
});
