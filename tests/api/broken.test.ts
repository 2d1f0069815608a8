import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import { allOperations, operationNamed, type NamedOperation } from '../subjects.ts';
import {
  checkRequests,
  endsSessions,
  expectContract,
  prepareEveryOperation,
  type EveryOperation,
} from './every-operation.ts';

let every: EveryOperation;
beforeAll(async () => {
  every = await prepareEveryOperation(connectHost(inject('host')));
});

test(`malformed and unexpected bodies are refused (seed ${seed})`, async () => {
  const withBody = allOperations.filter(({ operation }) => operation.body);
  const broken = fc.record({
    name: fc.constantFrom(...withBody.map((named) => named.name)),
    type: fc.constantFrom(
      'application/json',
      'application/merge-patch+json',
      'text/plain',
      'application/xml',
      '',
    ),
    text: fc.oneof(
      fc.json().map((text) => text.slice(0, -1)),
      fc.json({ maxDepth: 4 }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', ' ', 'null', '[]', '"x"', '0', '{"a":', '{"__proto__":{"x":1}}', '1e999'),
      fc.constant('['.repeat(50_000)),
    ),
  });
  await checkRequests(
    broken.filter(({ name, type, text }) => !(type.endsWith('json') && isTaken(operationNamed(name), text))),
    async ({ name, type, text }) => {
      const named = operationNamed(name);
      const answer = await every.raw(named, { 'content-type': type, ...ifMatch(named) }, Buffer.from(text));
      expectContract(answer, named);
      expect([400, 413, 415, 422]).toContain(answer.status);
    },
    count(50, 600),
  );
});

/** Whether the operation accepts the text as JSON. An empty change, for example, is valid for some operations. */
function isTaken({ operation }: NamedOperation, text: string): boolean {
  try {
    return operation.body!.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

const ifMatch = ({ operation }: NamedOperation): Record<string, string> =>
  operation.ifMatch ? { 'if-match': '"v1"' } : {};

test(`unusual headers cause no errors (seed ${seed})`, async () => {
  const names = [
    'if-match',
    'idempotency-key',
    'content-type',
    'authorization',
    'accept',
    'cookie',
    'x-origin-secret',
  ];
  const values = fc.oneof(
    fc.stringMatching(/^[\x21-\x7e\x80-\xff][\x20-\x7e\x80-\xff]{0,60}$/).map((text) => text.trim()),
    fc.constantFrom(
      '"v1"',
      'W/"v1"',
      '*',
      '"v99999999999999999999"',
      '"v-1"',
      'v1',
      '"v1", "v2"',
      'Bearer',
      'Bearer ..',
    ),
    // Three of these and a token are just below what the HTTP API accepts.
    fc.constant('x'.repeat(2500)),
  );
  const quiet = allOperations.filter((named) => !endsSessions(named));
  const abused = fc.record({
    name: fc.constantFrom(...quiet.map((named) => named.name)),
    headers: fc.dictionary(fc.constantFrom(...names), values, { minKeys: 1, maxKeys: 3 }),
  });
  await checkRequests(
    abused,
    async ({ name, headers }) => {
      const named = operationNamed(name);
      const body = named.operation.body ? Buffer.from('{}') : Buffer.alloc(0);
      expectContract(await every.raw(named, headers, body), named);
    },
    count(50, 600),
  );
});

test('a body over the size limit is refused, and one at the limit is accepted', async () => {
  for (const named of allOperations.filter(({ operation }) => operation.body)) {
    const large = Buffer.from(JSON.stringify({ unknown: 'x'.repeat(limits.bodyBytes) }));
    const answer = await every.raw(named, { 'content-type': 'application/json', ...ifMatch(named) }, large);
    expectContract(answer, named);
    expect([named.name, answer.status]).toEqual([named.name, 413]);
    const fitting = Buffer.from(JSON.stringify({ unknown: 'x'.repeat(limits.bodyBytes - 14) }));
    expect(fitting.byteLength).toBe(limits.bodyBytes);
    const next = await every.raw(named, { 'content-type': 'application/json', ...ifMatch(named) }, fitting);
    expect([named.name, next.status]).toEqual([named.name, 422]);
  }
});

test('an update without If-Match is refused with 428', async () => {
  for (const named of allOperations.filter(({ operation }) => operation.ifMatch)) {
    const { operation, name } = named;
    const answer = await every.callFor(named)(
      operation.method,
      every.addressOf(named),
      operation.body ? { body: {} } : {},
    );
    expect([name, answer.status, answer.body.code]).toEqual([name, 428, 'precondition_required']);
  }
});

test('a path refuses other methods and lists its own', async () => {
  for (const named of allOperations) {
    const path = every.addressOf(named);
    const other = named.operation.method === 'PUT' ? 'POST' : 'PUT';
    const answer = await every.callFor(named)(other, path, { body: {} });
    expect([path, answer.status]).toEqual([path, 405]);
    expect(answer.headers.get('allow')!.split(', ')).toContain(named.operation.method);
  }
});
