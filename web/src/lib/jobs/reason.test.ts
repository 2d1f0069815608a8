import { expect, test } from 'vitest';
import { fieldErrorCodes } from '#contract/field-error-codes.ts';
import { problemStatuses } from '#contract/problem.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { reasonText } from './reason.ts';

test('every reason why a job left a record unchanged is a sentence, never a code', async () => {
  await useTexts('jobs');
  expect(reasonText('too_many')).toBe('The record already has the maximum number of entries');
  expect(reasonText('record_limit')).toBe('The organization has reached its limit of records');
  for (const code of [...fieldErrorCodes, ...Object.keys(problemStatuses), 'new_code'])
    expect(reasonText(code)).toMatch(/^[A-Z].* /);
});
