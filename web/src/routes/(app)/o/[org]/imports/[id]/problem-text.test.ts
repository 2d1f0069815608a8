import { beforeAll, expect, test } from 'vitest';
import { importProblems as english } from '#contract/import-problem-texts/en.ts';
import { importProblems as spanish } from '#contract/import-problem-texts/es.ts';
import { fieldErrorCodes } from '#contract/field-error-codes.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { importProblemText, rowProblemText } from './problem-text.ts';

beforeAll(() => Promise.all([useTexts('imports'), useTexts('refusals')]));

test('every reason why a row can’t be imported is a text, never a code', () => {
  for (const code of [...fieldErrorCodes, ...Object.keys(english), 'new_code'])
    expect(importProblemText(code)).toMatch(/^[A-Z][^_]+$/);
  expect(importProblemText('new_code')).toBe(english.other);
  // Its message contains a limit, which isn't known here.
  expect(importProblemText('range_too_long')).toBe(english.other);
});

test('a row that lacks a required value says so without a cell', () => {
  expect(importProblemText('required')).toBe('Required');
  expect(rowProblemText('required')).toBe('A required field has no column');
  expect(rowProblemText('repeated_row')).toBe(english.repeated_row);
});

test('reasons are short in both languages', () => {
  for (const texts of [english, spanish])
    for (const text of Object.values(texts)) expect(text.length).toBeLessThanOrEqual(55);
});
