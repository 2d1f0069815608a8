import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { unique } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));

const crash = {
  page: '/(app)/o/[org]/contacts/[id]',
  release: '1.2.3',
  error: 'TypeError',
  places: ['/_app/immutable/chunks/first.B7_x-9.js:12:345'],
};
const send = (json: object, from?: string) =>
  visit(host.url, 'POST', '/v1/crashes', { json, ...(from === undefined ? {} : { from }) });

/** Log lines about crashes, by the request that reported them. */
const linesOf = (requestId: string | null): Record<string, unknown>[] =>
  readFileSync(path.join(host.dataDir, 'logs/cobalt-local-crashes.log'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.message === 'browser crash' && line.requestId === requestId);

test('a reported crash is one log line that has what was reported and nothing about who has met it', async () => {
  const failedRequestId = randomUUID();
  const { status, headers, text } = await visit(host.url, 'POST', '/v1/crashes', {
    json: { ...crash, failedRequestId },
    headers: { 'user-agent': unique('Browser '), referer: `${host.url}/o/${unique('acme-')}` },
  });
  expect([status, text]).toEqual([204, '']);
  const requestId = headers.get('x-request-id');
  expect(linesOf(requestId)).toEqual([
    { level: 'error', message: 'browser crash', requestId, ...crash, failedRequestId },
  ]);
});

test('a report with anything but names, places and IDs is refused with the place of the fault', async () => {
  const refused: [string, object][] = [
    ['/page', { page: '/o/0198c1de-0000-7000-8000-000000000000/contacts' }],
    ['/page', { page: '/(app)/o/[org]/contacts?q=ana' }],
    ['/page', { page: `/${'a'.repeat(200)}` }],
    ['/release', { release: 'latest' }],
    ['/error', { error: 'Ana Ruiz' }],
    ['/places', { places: [] }],
    ['/places', { places: Array.from({ length: 7 }, () => crash.places[0]) }],
    ['/places/0', { places: ['/o/ana@people.example:1:2'] }],
    ['/places/0', { places: ['/_app/immutable/first.js?name=ana:1:2'] }],
    ['/failedRequestId', { failedRequestId: 'ana ruiz' }],
    ['/message', { message: 'Ana Ruiz is not valid JSON' }],
  ];
  for (const [pointer, fault] of refused) {
    const { headers, ...answer } = await send({ ...crash, ...fault });
    expect([fault, answer.status]).toEqual([fault, 422]);
    expect(answer.body).toMatchObject({ errors: [{ pointer }] });
    expect(linesOf(headers.get('x-request-id'))).toEqual([]);
  }
});

test('an address can report a limited number of crashes', async () => {
  const from = newAddress();
  const spanOf = () => Math.floor(Date.now() / 1000 / limits.crashSpanSeconds);
  const firstSpan = spanOf();
  const answers = [];
  for (let sent = 0; sent <= limits.crashReportsPerAddress; sent += 1) answers.push(await send(crash, from));
  const refused = answers.filter(({ status }) => status === 429);
  // A new span can begin meanwhile.
  expect(refused.length).toBe(spanOf() === firstSpan ? 1 : 0);
  for (const { headers } of refused) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(linesOf(headers.get('x-request-id'))).toEqual([]);
  }
  await bodyOf(204, send(crash, newAddress()));
});
