import { expect, test } from 'vitest';
import { poolTrigger, TriggerRefusal } from './pool-trigger.ts';
import { catchLog, context } from '../services-under-test.ts';

test('a trigger logs unexpected errors, which an alarm counts, but no refusals, and fails with both', async () => {
  const log = catchLog();
  const failWith = (error: Error) =>
    poolTrigger<{ triggerSource: string }>(() => Promise.reject(error))(
      { triggerSource: 'PreSignUp_SignUp' },
      context,
    );
  await expect(failWith(new TriggerRefusal('EmailTaken'))).rejects.toThrow(/^EmailTaken$/);
  expect(log.lines()).toEqual([]);
  await expect(failWith(new TypeError('ana@example.com is undefined'))).rejects.toThrow(TypeError);
  const lines = log.lines();
  log.restore();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 'error',
      message: 'pool trigger failed',
      error: 'TypeError',
      triggerSource: 'PreSignUp_SignUp',
      requestId: 'request-1',
    },
  ]);
});
