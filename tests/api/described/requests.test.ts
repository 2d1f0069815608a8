import { beforeAll, expect, inject, test } from 'vitest';
import { count, isFull, seed } from '../../counts.ts';
import { connectHost } from '../../host.ts';
import { readDescription, type Description } from './description.ts';
import { excludedIds, generatedIds } from './operations.ts';
import { runRequests, summaryOf } from './run.ts';

const host = connectHost(inject('host'));
let description: Description;
beforeAll(async () => {
  description = await readDescription(host.url);
});

async function checkAll(kind: 'accepted' | 'changed'): Promise<void> {
  const requests = count(150, 5_000);
  const outcomes = await runRequests(host, description, { kind, requests, seed });
  console.info(`seed ${seed}, ${requests} ${kind} requests\n${isFull ? summaryOf(outcomes) : ''}`);
  expect(outcomes.mismatches.join('\n')).toBe('');
}

test('every operation of the description has generated requests or a reason why not', () => {
  const ids = description.operations.map(({ id }) => id);
  expect([...generatedIds, ...excludedIds].toSorted()).toEqual(ids.toSorted());
});

test(
  `requests that the description accepts succeed, and answers are as described (seed ${seed})`,
  { timeout: 1_800_000 },
  () => checkAll('accepted'),
);

test(
  `requests that the description refuses are refused with a pointer to the fault (seed ${seed})`,
  { timeout: 1_800_000 },
  () => checkAll('changed'),
);
