import { request } from 'node:http';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { problem, problemCodes, type FieldError, type ProblemCode } from '#contract/problem.ts';
import type { ZodMiniType } from 'zod/mini';
import type { Answer, Call } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { definitionOf, valuesOf } from '../schema-values.ts';
import {
  allOperations,
  newSubject,
  operationNamed,
  pathOf,
  type NamedOperation,
  type Subject,
} from '../subjects.ts';
import { hostileTexts, mutationsOf, type Mutation } from './mutations.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
/** Who is asked for what: sign-outs by somebody else, so that the owner stays signed in. */
let callers: { owner: Call; passing: Call };
const subjects = new Map<string, Subject>();

beforeAll(async () => {
  const owner = await newPerson(host);
  organization = await newOrganization(owner);
  const passing = await newPerson(host);
  callers = { owner: owner.call, passing: passing.call };
  for (const named of allOperations) {
    const isInside = named.operation.path.includes('{orgId}');
    const subject = isInside
      ? await newSubject({ host, organization, maker: owner.call }, named)
      : { params: {} };
    subjects.set(named.name, subject);
  }
});

/** Ends every session of who calls it: done by somebody whose session nobody needs. */
const endsSessions = (named: NamedOperation): boolean => named.name === 'me.signOutEverywhere';

const callFor = (named: NamedOperation): Call => (endsSessions(named) ? callers.passing : callers.owner);

/** A request as it is generated: what fails is printed so. */
interface Sent {
  name: string;
  query: Record<string, string>;
  body: unknown;
  version: number;
  /** Where the one thing wrong with it is, if there is one. */
  wrong?: Mutation['wrong'];
}

function send({ name, query, body, version }: Sent): Promise<Answer> {
  const named = operationNamed(name);
  const { operation } = named;
  return callFor(named)(operation.method, addressOf(named), {
    query,
    ...(operation.body ? { body: body ?? null } : {}),
    ...(operation.ifMatch ? { ifMatch: version } : {}),
  });
}

const addressOf = ({ name, operation }: NamedOperation): string =>
  pathOf(operation, organization.id, subjects.get(name)!.params);

const statusCodes = new Map<number, ProblemCode[]>();
for (const [code, { status }] of Object.entries(problemCodes)) {
  statusCodes.set(status, [...(statusCodes.get(status) ?? []), code as ProblemCode]);
}

/** What holds for every answer, whatever was sent. */
function expectContract(answer: Answer, { operation }: NamedOperation): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.headers.get('x-request-id') ?? '', answer.text).toMatch(/^[\w-]{10,}$/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  if (answer.status < 400) {
    expect(answer.status).toBe(operation.status);
    // Nothing but what the contract declares: what a schema does not know would be gone after parsing.
    if (operation.status === 204) expect(answer.text).toBe('');
    else expect(answer.body).toEqual(operation.output.parse(answer.body));
    return;
  }
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toEqual(problem.parse(answer.body));
  expect(statusCodes.get(answer.status)).toContain(answer.body.code);
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
}

/** A pointer leads to something that was sent, or to a place in it where something is missing. */
function expectPointers(errors: FieldError[], sent: { body: unknown; query: unknown }): void {
  for (const { pointer } of errors) {
    if (pointer === '') continue;
    const parts = pointer
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    let place: unknown = parts[0] === 'query' ? { query: sent.query } : sent.body;
    for (const [index, part] of parts.entries()) {
      expect(typeof place === 'object' && place !== null, `${pointer} leads nowhere`).toBe(true);
      place = (place as Record<string, unknown>)[part];
      if (place === undefined) expect(index, `${pointer} leads too far`).toBe(parts.length - 1);
      // A text of several values is pointed into by their place.
      if (parts[0] === 'query' && index === 1) break;
    }
  }
}

const anyOperation = fc.constantFrom(...allOperations.map(({ name }) => name));
const withQueryText = (query: unknown) =>
  Object.fromEntries(Object.entries(query as object).map(([name, value]) => [name, String(value)]));

/** Requests that the contract's schemas accept. */
const validRequests: fc.Arbitrary<Sent> = anyOperation.chain((name) => {
  const { query, body } = operationNamed(name).operation;
  return fc.record({
    name: fc.constant(name),
    query: query ? valuesOf(query).map(withQueryText) : fc.constant({}),
    body: body ? valuesOf(body) : fc.constant(undefined),
    version: fc.constantFrom(1, 2, 7),
  });
});

/** Requests of which one thing is wrong, and where. */
const mutatedRequests: fc.Arbitrary<Sent> = validRequests.chain((sent) => {
  const { query, body } = operationNamed(sent.name).operation;
  const of = (schema: ZodMiniType | undefined, value: unknown, at: 'query' | 'body') =>
    schema
      ? mutationsOf(schema, value, at === 'query' ? '/query' : '').map((mutation) => ({ at, mutation }))
      : [];
  const choices = [...of(query, sent.query, 'query'), ...of(body, sent.body, 'body')];
  if (choices.length === 0) return fc.constant(sent);
  return fc
    .constantFrom(...choices)
    .map(({ at, mutation }): Sent => ({ ...sent, [at]: mutation.value, wrong: mutation.wrong }));
});

const run = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>, numRuns: number) =>
  fc.assert(fc.asyncProperty(arbitrary, check), { seed, numRuns, endOnFailure: true });

test(
  `what the schemas accept is answered as the contract says (seed ${seed})`,
  { timeout: 900_000 },
  async () => {
    await run(
      validRequests,
      async (sent) => {
        const answer = await send(sent);
        expectContract(answer, operationNamed(sent.name));
        if (answer.body?.errors) expectPointers(answer.body.errors, sent);
      },
      count(350, 3500),
    );
  },
);

test(`one thing wrong is refused with a pointer to it (seed ${seed})`, { timeout: 900_000 }, async () => {
  await run(
    mutatedRequests,
    async (sent) => {
      const answer = await send(sent);
      expectContract(answer, operationNamed(sent.name));
      if (!sent.wrong) return;
      expect(answer.status).toBe(422);
      const errors = answer.body.errors as FieldError[];
      expectPointers(errors, sent);
      expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toContain(
        `${sent.wrong.pointer} ${sent.wrong.code}`,
      );
    },
    count(400, 4000),
  );
});

test(`hostile texts anywhere do no harm (seed ${seed})`, { timeout: 900_000 }, async () => {
  const hostile = validRequests.chain((sent) =>
    fc.record({
      sent: fc.constant(sent),
      text: hostileTexts,
      field: fc.nat({ max: 20 }),
      place: fc.constantFrom('body', 'body', 'query', 'param', 'cursor', 'key', 'rest'),
    }),
  );
  await run(
    hostile,
    async ({ sent, text: any, place, field }) => {
      const text = place === 'body' ? any : forAddress(any);
      const named = operationNamed(sent.name);
      const { operation } = named;
      const known = subjects.get(named.name)!.params;
      const params = place === 'param' ? mapped(known, () => encodeURIComponent(text.toWellFormed())) : known;
      const texts = operation.body ? withText(operation.body, sent.body, text, field) : undefined;
      const path =
        pathOf(operation, organization.id, params) +
        (place === 'rest' ? `/${encodeURIComponent(text.toWellFormed())}` : '');
      const answer = await callFor(named)(operation.method, path, {
        query: {
          ...sent.query,
          ...(place === 'query' ? mapped(sent.query, () => text) : {}),
          ...(place === 'cursor' ? { cursor: text } : {}),
          ...(place === 'key' ? { [text]: text } : {}),
        },
        ...(operation.body ? { body: place === 'body' ? texts : sent.body } : {}),
        ...(operation.ifMatch ? { ifMatch: sent.version } : {}),
      });
      // An address that leads to no function is answered by the site or the API itself.
      if (place === 'rest' || place === 'param') expect(answer.status, answer.text).toBeLessThan(500);
      else expectContract(answer, named);
    },
    count(250, 1700),
  );
});

const mapped = (record: Record<string, string>, to: () => string): Record<string, string> =>
  Object.fromEntries(Object.keys(record).map((name) => [name, to()]));

/** As much of a text as an address may hold: longer ones are refused before they reach the API. */
const forAddress = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).length > 3000 ? forAddress(text.slice(0, text.length / 2)) : text;

/** The hostile text for one field of a body; the rest stays as valid as it was. */
function withText(schema: ZodMiniType, value: unknown, text: string, field: number): unknown {
  const keys = Object.keys(definitionOf(schema).shape ?? {});
  return { ...(value as object), [keys[field % keys.length] ?? text]: text };
}

test(`bodies that are no JSON, or none that was asked for, are refused (seed ${seed})`, async () => {
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
      fc.constantFrom(
        '',
        ' ',
        'null',
        '[]',
        '"x"',
        '0',
        '{"a":',
        '\ufeff{}',
        '{"__proto__":{"x":1}}',
        '1e999',
      ),
      fc.constant('['.repeat(50_000)),
    ),
  });
  await run(
    broken,
    async ({ name, type, text }) => {
      const named = operationNamed(name);
      const answer = await rawRequest(named, { 'content-type': type, ...ifMatch(named) }, Buffer.from(text));
      expectContract(answer, named);
      expect([400, 413, 422]).toContain(answer.status);
    },
    count(100, 600),
  );
});

const ifMatch = ({ operation }: NamedOperation): Record<string, string> =>
  operation.ifMatch ? { 'if-match': '"v1"' } : {};

test(`headers of every kind do no harm (seed ${seed})`, async () => {
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
    fc.constant('x'.repeat(4000)),
  );
  const quiet = allOperations.filter((named) => !endsSessions(named));
  const abused = fc.record({
    name: fc.constantFrom(...quiet.map((named) => named.name)),
    headers: fc.dictionary(fc.constantFrom(...names), values, { minKeys: 1, maxKeys: 3 }),
  });
  await run(
    abused,
    async ({ name, headers }) => {
      const named = operationNamed(name);
      const body = named.operation.body ? Buffer.from('{}') : Buffer.alloc(0);
      expectContract(await rawRequest(named, headers, body), named);
    },
    count(100, 600),
  );
});

test('a body over the limit is too large, and one at the limit is not', async () => {
  for (const named of allOperations.filter(({ operation }) => operation.body)) {
    const large = Buffer.from(JSON.stringify({ unknown: 'x'.repeat(limits.bodyBytes) }));
    const answer = await rawRequest(named, { 'content-type': 'application/json', ...ifMatch(named) }, large);
    expectContract(answer, named);
    expect([named.name, answer.status]).toEqual([named.name, 413]);
    const fitting = Buffer.from(JSON.stringify({ unknown: 'x'.repeat(limits.bodyBytes - 14) }));
    expect(fitting.byteLength).toBe(limits.bodyBytes);
    const next = await rawRequest(named, { 'content-type': 'application/json', ...ifMatch(named) }, fitting);
    expect([named.name, next.status]).toEqual([named.name, 422]);
  }
});

test('an update without If-Match is told to send it', async () => {
  for (const named of allOperations.filter(({ operation }) => operation.ifMatch)) {
    const { operation, name } = named;
    const answer = await callers.owner(
      operation.method,
      addressOf(named),
      operation.body ? { body: {} } : {},
    );
    expect([name, answer.status, answer.body.code]).toEqual([name, 428, 'precondition_required']);
  }
});

test('an address takes its own methods and names them to who comes with another', async () => {
  for (const { operation } of allOperations) {
    const params = {
      id: uuidv7(),
      userId: uuidv7(),
      recordType: 'contact',
      recordId: uuidv7(),
      noteId: uuidv7(),
    };
    const path = pathOf(operation, organization.id, params);
    const answer = await callers.owner('PUT', path, { body: {} });
    expect([path, answer.status]).toEqual([path, 405]);
    expect(answer.headers.get('allow')!.split(', ')).toContain(operation.method);
  }
});

/** A request with headers and bytes that fetch would not send. */
function rawRequest(named: NamedOperation, headers: Record<string, string>, body: Buffer): Promise<Answer> {
  const authorization = `Bearer ${organization.owner.token}`;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${host.url}${addressOf(named)}`,
      {
        method: named.operation.method,
        headers: { authorization, ...headers, 'content-length': body.length },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode!,
            headers: new Headers(response.headers as Record<string, string>),
            text,
            body: text === '' ? undefined : JSON.parse(text),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
