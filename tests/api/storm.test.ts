import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, inject, test } from 'vitest';
import { isPermission } from '#contract/operation.ts';
import { accessKey, quotaKey } from '#data/store/keys.ts';
import type { Answer } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';
import { allOperations, pathOf } from '../subjects.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

const allowance = 60;
/** The number of requests after which an instance reports them. */
const block = 20;
const lanes = 16;

interface LogLine {
  orgId?: string;
  status?: number;
  limitUnits?: number;
  readUnits?: number;
}

function requestLines(orgId: string): LogLine[] {
  const folder = path.join(host.dataDir, 'logs');
  return readdirSync(folder).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line.includes(orgId) && line.includes('"message":"request"'))
      .map((line) => JSON.parse(line) as LogLine),
  );
}

test('an organization that sends ten times its allowance gets just that, and its neighbour all answers', async () => {
  const storming = await newOrganization(await newPerson(host));
  const neighbour = await newOrganization(await newPerson(host));
  await table.put({ ...quotaKey(storming.id), kind: 'quota', requestsPerMinute: allowance });
  const answers: Answer[] = [];
  const beside: Answer[] = [];
  const begun = Date.now();
  let left = 10 * allowance;
  const storm = async (): Promise<void> => {
    while ((left -= 1) >= 0) answers.push(await storming.owner.call('GET', `${storming.path}/tags`));
  };
  const isOver = Promise.all(Array.from({ length: lanes }, storm)).then(() => (left = -1));
  while (left >= 0) beside.push(await neighbour.owner.call('GET', `${neighbour.path}/tags`));
  await isOver;
  const refilled = Math.ceil(((Date.now() - begun) / 60_000) * allowance);

  expect(answers).toHaveLength(10 * allowance);
  const accepted = answers.filter(({ status }) => status === 200).length;
  expect(accepted).toBeGreaterThanOrEqual(allowance - block);
  expect(accepted).toBeLessThanOrEqual(allowance + refilled + block);
  for (const { status, headers } of answers.filter((answer) => answer.status !== 200)) {
    expect([status, headers.get('ratelimit-policy')]).toEqual([
      429,
      expect.stringContaining(`"organization";q=${allowance};w=60`),
    ]);
    expect(headers.get('ratelimit')).toMatch(/"organization";r=0;t=\d+/);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(beside.length).toBeGreaterThan(0);
  expect(new Set(beside.map(({ status }) => status))).toEqual(new Set([200]));

  const lines = requestLines(storming.id).filter(({ status }) => status === 200 || status === 429);
  const counted = lines.reduce((sum, { limitUnits = 0 }) => sum + limitUnits, 0);
  expect(counted).toBeGreaterThan(0);
  expect(counted).toBeLessThanOrEqual(accepted / 10);
  // Once refused, a member is refused without a read until the membership must be checked again.
  const refused = lines.filter(({ status }) => status === 429);
  const withReads = refused.filter(({ readUnits = 0 }) => readUnits > 0).length;
  expect(withReads).toBeLessThanOrEqual(refused.length / 10);
});

test('callers outside an organization that is refused still don’t learn that it exists', async () => {
  const storming = await newOrganization(await newPerson(host));
  const stranger = await newPerson(host);
  await table.put({ ...quotaKey(storming.id), kind: 'quota', requestsPerMinute: 5 });
  const send = (call: typeof stranger.call) => call('GET', `${storming.path}/tags`);
  let last: number;
  do last = (await send(storming.owner.call)).status;
  while (last === 200);
  expect(last).toBe(429);
  expect((await send(storming.owner.call)).status).toBe(429);
  expect((await send(stranger.call)).status).toBe(404);
});

test('every operation refuses a caller at a limit with the time to wait and what is left', async () => {
  const person = await newPerson(host);
  const organization = await newOrganization(person);
  const waiting = await newPerson(host);
  // Less than one request: the first one is refused already.
  const requestsPerMinute = 0.5;
  await table.put({ ...quotaKey(organization.id), kind: 'quota', requestsPerMinute });
  await table.change(accessKey(waiting.userId), { requestsPerMinute });
  const signedIn = allOperations.filter(({ operation: { access } }) => access !== 'public');
  for (const { name, operation } of signedIn) {
    const isOfUser = !isPermission(operation.access);
    const { call } = isOfUser ? waiting : person;
    const params = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, param = '']) => [param, uuidv7()]);
    const named = Object.fromEntries([...params, ['recordType', 'contact'], ['list', 'leadSources']]);
    const path = pathOf(operation, organization.id, named);
    const { status, headers, body } = await call(operation.method, path, { ifMatch: 1 });
    const by = isOfUser ? 'user' : 'organization';
    expect([name, status, body.code, headers.get('retry-after') !== null]).toEqual([
      name,
      429,
      'too_many_requests',
      true,
    ]);
    expect([name, headers.get('ratelimit')]).toEqual([name, expect.stringContaining(`"${by}";r=0;`)]);
  }
});
