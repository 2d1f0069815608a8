import { afterEach, expect, test } from 'vitest';
import { ApiProblem } from '#lib/api/problem.ts';
import { currentToast, dismissToast } from '#lib/components/toast.svelte.ts';
import { RowActions } from './row-actions.svelte.ts';

afterEach(() => dismissToast());

const refusal = new ApiProblem({ code: 'conflict', detail: 'The form is in use.' });

test('actions run one after the other, and a row is busy until its last one has ended', async () => {
  const steps: string[] = [];
  const rows = new RowActions(() => Promise.resolve());
  const step = (name: string) => async () => {
    steps.push(`${name} begins`);
    await Promise.resolve();
    steps.push(`${name} ends`);
  };
  const [first] = [rows.run('a', step('first')), rows.run('b', step('second'))];
  const last = rows.run('a', step('third'));
  await first;
  expect([rows.isBusy('a'), rows.isBusy('b'), rows.isBusy('c')]).toEqual([true, true, false]);
  await last;
  expect([rows.isBusy('a'), rows.isBusy('b')]).toEqual([false, false]);
  expect(steps).toEqual(['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('a refusal is shown, and the list is reloaded before the next action runs', async () => {
  const steps: string[] = [];
  const rows = new RowActions(async () => {
    await Promise.resolve();
    steps.push(`reloaded, ${rows.isBusy('a') ? 'busy' : 'not busy'}`);
  });
  void rows.run('a', () => Promise.reject(refusal));
  await rows.run('b', () => Promise.resolve(void steps.push('next')));
  expect(steps).toEqual(['reloaded, not busy', 'next']);
  expect(currentToast()).toMatchObject({ text: 'The form is in use.', tone: 'failed' });
});

test('a form in a row shows its refusal itself, and a failed reload doesn’t stop later actions', async () => {
  const shown: string[] = [];
  const rows = new RowActions(() => Promise.reject(refusal));
  await rows.run(
    'a',
    () => Promise.reject(refusal),
    (text) => shown.push(text),
  );
  expect([shown, currentToast(), rows.isBusy('a')]).toEqual([['The form is in use.'], undefined, false]);
});
