import { expect, test } from 'vitest';
import type { ImportReading } from '#contract/import.ts';
import { replacementsIn } from './corrected-rows.ts';
import { correctedValues, typedIn } from './present-values.ts';

const file = { counts: [['Gold', 2] as [string, number], ['Glod', 1] as [string, number]], isComplete: true };
const replaced = replacementsIn([{ action: 'replace', column: 0, from: 'glod', to: 'Gold' }]).get(0);

test('a corrected cell counts with its new text, and no longer with that of the file', () => {
  const corrections = [
    { cells: { 0: 'Silver' }, counted: { 0: 'Glod' } },
    { cells: { 0: 'Gold' }, counted: {} },
    { cells: { 1: 'Bronze' }, counted: { 1: 'Gold' } },
  ];
  expect(correctedValues(file, 0, corrections)).toEqual({
    counts: [
      ['Gold', 3],
      ['Silver', 1],
    ],
    isComplete: true,
  });
});

test('a replaced text counts as the text in its place, also if it was typed', () => {
  const corrections = [{ cells: { 0: 'GLOD' }, counted: { 0: 'Gold' } }];
  expect(correctedValues(file, 0, corrections, { replaced }).counts).toEqual([['Gold', 3]]);
});

test('a cell that is corrected or replaced to nothing doesn’t count', () => {
  const nothing = replacementsIn([{ action: 'replace', column: 0, from: 'Gold', to: '' }]).get(0);
  const corrections = [{ cells: { 0: '' }, counted: { 0: 'Glod' } }];
  expect(correctedValues(file, 0, corrections, { replaced: nothing }).counts).toEqual([]);
});

test('a text that begins like a formula counts as it is stored, and is replaced as it is shown', () => {
  const corrections = [{ cells: { 0: '=gold' }, counted: { 0: 'Glod' } }];
  expect(correctedValues(file, 0, corrections).counts).toContainEqual(["'=gold", 1]);
  const rule = replacementsIn([{ action: 'replace', column: 0, from: '=gold', to: 'Gold' }]).get(0);
  expect(correctedValues(file, 0, corrections, { replaced: rule }).counts).toEqual([['Gold', 3]]);
});

test('a decimal of a workbook is replaced as it is typed and shown, and one of a text file as it is written', () => {
  const decimals = { counts: [['1.5', 3] as [string, number]], isComplete: true };
  const rule = replacementsIn([{ action: 'replace', column: 0, from: '1,5', to: 'Gold' }]).get(0);
  const reading = { decimalMark: ',' } as ImportReading;
  const countsIn = (format: 'xlsx' | 'csv') =>
    correctedValues(decimals, 0, [], { replaced: rule, typed: typedIn({ file: { format, reading } }, 0) })
      .counts;
  expect(countsIn('xlsx')).toEqual([['Gold', 3]]);
  expect(countsIn('csv')).toEqual([['1.5', 3]]);
});

test('values are incomplete if a typed text is too long, or if there are too many', () => {
  const typed = (text: string) => [{ cells: { 0: text }, counted: {} }];
  expect(correctedValues(file, 0, typed('x'.repeat(201)))).toEqual({ ...file, isComplete: false });
  const full = {
    counts: Array.from({ length: 100 }, (_, index): [string, number] => [`Text ${index}`, 1]),
    isComplete: true,
  };
  expect(correctedValues(full, 0, typed('another'))).toEqual({ ...full, isComplete: false });
  const freed = [{ cells: { 0: 'another' }, counted: { 0: 'Text 7' } }];
  expect(correctedValues(full, 0, freed)).toMatchObject({ isComplete: true });
});
