import { expect, test, vi } from 'vitest';
import { answerAboutCopies, isCopiesQuestion } from './copies-question.ts';

test('lists of this runtime can be stored and opened', () => {
  expect(answerAboutCopies()).toEqual({ runtime: process.version, way: 'memory' });
});

test('only the question of a deployment is answered without a request', () => {
  expect(isCopiesQuestion({ question: 'copies' })).toBe(true);
  expect(isCopiesQuestion({ rawPath: '/v1/orgs', rawQueryString: 'question=copies' })).toBe(false);
});

test('the function for lists answers the question of a deployment', async () => {
  vi.stubEnv('TABLE_NAME', 'table');
  const { handler } = await import('./handler.ts');
  expect(await handler({ question: 'copies' }, {})).toMatchObject({ way: 'memory' });
  vi.unstubAllEnvs();
});
