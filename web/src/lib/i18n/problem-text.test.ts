import { expect, test } from 'vitest';
import { ApiProblem } from '#lib/api/problem.ts';
import { useTexts } from './i18n.svelte.ts';
import { refusalText } from './problem-text.ts';

test('a refusal names the refused value if it isn’t shown beside it', async () => {
  await useTexts('refusals');
  const error = new ApiProblem({
    code: 'invalid_input',
    errors: [{ pointer: '/dueOn', code: 'before_document', message: '' }],
  });
  const labelOf = (pointer: string) => (pointer === '/dueOn' ? 'Due date' : undefined);
  expect(refusalText(error, labelOf)).toBe('Due date: Can’t be before the date of the document');
  expect(refusalText(error)).toBe('Can’t be before the date of the document');
});
