import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Outcome } from '../../lambda/function-runner.ts';
import { rateMs } from './rate.ts';
import { startScheduler, type ScheduleDefinition } from './scheduler.ts';

const minute = 60_000;
const definition: ScheduleDefinition = {
  id: 'sweep',
  expression: 'rate(5 minutes)',
  isEnabled: true,
  functionName: 'f',
  functionArn: 'arn:f',
  callerRoleName: 'r',
  input: undefined,
  maxRetries: 1,
  failureQueueArn: 'arn:queue',
};
let database: DatabaseSync;
let calls: unknown[] = [];
let reports: object[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  database = new DatabaseSync(':memory:');
  calls = [];
  reports = [];
});
afterEach(() => vi.useRealTimers());

function start(
  changes: Partial<ScheduleDefinition> = {},
  outcome: Outcome = { kind: 'result', json: 'null' },
) {
  return startScheduler({
    schedules: [{ ...definition, ...changes }],
    database,
    invoke(_name, event) {
      calls.push(event);
      return Promise.resolve(outcome);
    },
    onFailure: (_schedule, report) => reports.push(report),
  });
}

test('a function is invoked at its scheduled rate', async () => {
  const scheduler = start();
  await vi.advanceTimersByTimeAsync(14 * minute);
  scheduler.stop();
  await vi.advanceTimersByTimeAsync(20 * minute);
  expect(calls).toHaveLength(2);
});

test('schedules missed while the host was off run soon after its start', async () => {
  start({ expression: 'rate(1 day)' }).stop();
  vi.setSystemTime(Date.now() + 30 * 60 * minute);
  const scheduler = start({ expression: 'rate(1 day)' });
  await vi.advanceTimersByTimeAsync(minute);
  scheduler.stop();
  expect(calls).toHaveLength(1);
});

test('a failing call is retried and then reported', async () => {
  const failure: Outcome = { kind: 'failure', errorType: 'TypeError', message: 'as requested' };
  const scheduler = start({ input: { what: 'all' }, expression: 'rate(1 hour)' }, failure);
  await vi.advanceTimersByTimeAsync(62 * minute);
  scheduler.stop();
  expect(calls).toEqual([{ what: 'all' }, { what: 'all' }]);
  expect(reports).toMatchObject([
    {
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { what: 'all' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'as requested' },
    },
  ]);
});

test('a disabled schedule stays disabled', async () => {
  const scheduler = start({ isEnabled: false });
  await vi.advanceTimersByTimeAsync(20 * minute);
  scheduler.stop();
  expect(calls).toEqual([]);
});

test('rate expressions are supported, and others fail the start', () => {
  expect(['rate(1 minute)', 'rate(2 hours)', 'rate(1 day)'].map((text) => rateMs(text, 's'))).toEqual([
    minute,
    120 * minute,
    24 * 60 * minute,
  ]);
  expect(() => rateMs('cron(0 12 * * ? *)', 's')).toThrow('does not support cron(0 12 * * ? *)');
});
