import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { callerWith, type Answer, type Call } from '../caller.ts';
import { count } from '../counts.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newApiKey, newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { halfWritten } from './half-written.ts';
import { recountDifferences } from './recount.ts';
import { readTable } from './table-under-test.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });

const rounds = count(1, 40);
let host: HostUnderTest;
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  host = await startHost({ faults: true });
  const owner = await newPerson(host);
  organization = await newOrganization(owner);
  call = patient(callerWith(host.url, (await newApiKey(host, organization, owner)).secret));
});
afterAll(() => host.stop());

/** Repeats a request until the response is neither 503 nor 429, as every client should. */
function patient(send: Call): Call {
  return async (...request) => {
    for (;;) {
      const answer = await send(...request);
      if (answer.status !== 503 && answer.status !== 429) return answer;
      await sleep(Math.random() * 200);
    }
  };
}

function statuses(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const times = <T>(number: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: number }, (_, index) => act(index)));

test('of 50 updates with one ETag one succeeds and 49 are refused with 412, with injected faults too', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { id, version } = await newContact(organization, call);
    const answers = await times(50, (index) =>
      call('PATCH', `${organization.path}/contacts/${id}`, {
        ifMatch: version,
        body: { jobTitle: `Job ${index}` },
      }),
    );
    expect(statuses(answers)).toEqual({ 200: 1, 412: 49 });
    const winner = answers.find(({ status }) => status === 200)?.body;
    const { body } = await call('GET', `${organization.path}/contacts/${id}`);
    expect(body).toEqual(winner);
  }
});

test('100 POSTs with one Idempotency-Key create one record, with injected faults too', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const idempotencyKey = randomUUID();
    const body = { firstName: 'Once', email: `once${round}@example.com` };
    const answers = await times(100, () =>
      call('POST', `${organization.path}/contacts`, { idempotencyKey, body }),
    );
    expect(statuses(answers)).toEqual({ 201: 100 });
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  }
});

test('of 100 creates with one e-mail one succeeds and 99 are conflicts, with injected faults too', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const body = { firstName: 'Only', email: `only${round}@example.com` };
    const answers = await times(100, () => call('POST', `${organization.path}/contacts`, { body }));
    expect(statuses(answers)).toEqual({ 201: 1, 409: 99 });
    const made = answers.find(({ status }) => status === 201)?.body;
    const conflict = answers.find(({ status }) => status === 409)?.body;
    expect(conflict.errors).toMatchObject([{ pointer: '/email', code: 'taken', recordId: made.id }]);
  }
});

test('concurrent operations leave complete and exactly counted data', async () => {
  await host.settled();
  const items = await readTable(host.info);
  expect(halfWritten(items)).toEqual([]);
  expect(recountDifferences(items)).toEqual([]);
});
