import { expect, test } from 'vitest';
import type { ImportReading } from '#contract/import.ts';
import { correctionFor } from './corrected-rows.ts';

const reading: ImportReading = {
  dateOrder: 'dmy',
  decimalMark: ',',
  country: 'CO',
  currency: 'COP',
  emptyTexts: [],
};
const row = { number: 2, cells: ['Ana', 12.5, '=1+1'] };

test('a row without corrections stays as it is', () => {
  expect(correctionFor({ file: { reading } })(row, undefined)).toBe(row);
});

test('a corrected cell keeps what the file has, and a text like a formula gets the guard of files', () => {
  const correction = { cells: { 0: '=2+2', 3: 'new' }, isLeftOut: false };
  expect(correctionFor({ file: { reading } })(row, correction)).toEqual({
    number: 2,
    cells: ["'=2+2", 12.5, '=1+1', 'new'],
    corrections: { 0: '=2+2', 3: 'new' },
    originals: { 0: 'Ana', 3: '' },
  });
});

test('a rule replaces a text in any case, also a number as it is typed and a corrected text', () => {
  const rules = [
    { action: 'replace', column: 0, from: 'ANA', to: 'Eva' },
    { action: 'replace', column: 1, from: '12,5', to: '' },
  ] as const;
  const correct = correctionFor({ file: { reading, rules: [...rules] } });
  expect(correct(row, undefined).cells).toEqual(['Eva', '', '=1+1']);
  expect(correct(row, { cells: { 0: ' ana ' }, isLeftOut: false }).cells[0]).toBe('Eva');
  expect(correct(row, { cells: { 0: 'Ana María' }, isLeftOut: false }).cells[0]).toBe('Ana María');
});

test('texts that differ in punctuation are different', () => {
  const rules = [{ action: 'replace', column: 0, from: 'C++', to: 'x' } as const];
  const correct = correctionFor({ file: { reading, rules } });
  expect(correct({ number: 2, cells: ['C#'] }, undefined).cells).toEqual(['C#']);
});
