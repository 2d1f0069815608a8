import { expect, test } from 'vitest';
import type { Job } from '#contract/job.ts';
import { outcomeOf } from './outcome.ts';

const job = (values: Partial<Job>) => ({ kind: 'import', total: 10, done: 0, failed: 0, ...values }) as Job;

test('an import without a job is described by its state', () => {
  expect(outcomeOf({ state: 'checked' }, undefined)).toEqual({ kind: 'state', state: 'checked' });
});

test('the progress of a running job includes failures, and has no total before all rows are known', () => {
  const running = job({ state: 'running', done: 4, failed: 1 });
  expect(outcomeOf({ state: 'started' }, running)).toEqual({ kind: 'running', done: 5, total: 10 });
  const freezing = outcomeOf({ state: 'started' }, job({ state: 'freezing' }));
  expect(freezing).toEqual({ kind: 'running', done: 0, total: 0 });
});

test('records that a job didn’t create were updated', () => {
  expect(outcomeOf({ state: 'started' }, job({ state: 'done', done: 9, created: 6, failed: 1 }))).toEqual({
    kind: 'ended',
    created: 6,
    updated: 3,
    failed: 1,
    related: 0,
    isUndone: false,
  });
});

test('records that rows name count neither as created rows nor as failed ones', () => {
  const related = { done: 2, failed: 1 };
  const ended = job({ state: 'done', done: 9, created: 6, failed: 3, related });
  expect(outcomeOf({ state: 'started' }, ended)).toMatchObject({
    created: 6,
    updated: 1,
    failed: 2,
    related: 2,
  });
});

test('a job that ended early or was undone says so', () => {
  const stopped = job({ state: 'stopped', undoneBy: 'u', created: 0 });
  expect(outcomeOf({ state: 'started' }, stopped)).toMatchObject({ early: 'stopped', isUndone: true });
});
