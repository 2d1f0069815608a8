import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import type { FieldError } from '#contract/problem.ts';
import type { ZodMiniType } from 'zod/mini';
import type { Answer } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import { secrets } from '../logs.ts';
import { definitionOf, valuesOf } from '../schema-values.ts';
import { allOperations, isLeftToFull, operationNamed } from '../subjects.ts';
import {
  checkRequests,
  expectContract,
  expectPointers,
  prepareEveryOperation,
  type EveryOperation,
} from './every-operation.ts';
import { hostileTexts, mutationsOf, type Mutation } from './mutations.ts';

let every: EveryOperation;
beforeAll(async () => {
  every = await prepareEveryOperation(connectHost(inject('host')));
});

/** A generated request, as printed on failure. */
interface Sent {
  name: string;
  query: Record<string, string>;
  body: unknown;
  version: number;
  /** The error that the request must cause; undefined if the request is valid. */
  wrong?: Mutation['wrong'];
}

function send({ name, query, body, version }: Sent): Promise<Answer> {
  const named = operationNamed(name);
  const { operation } = named;
  return every.callFor(named)(operation.method, every.addressOf(named), {
    query,
    ...(operation.body ? { body: body ?? null } : {}),
    ...(operation.ifMatch ? { ifMatch: version } : {}),
  });
}

const anyOperation = fc.constantFrom(
  ...allOperations.filter((named) => !isLeftToFull(named)).map(({ name }) => name),
);
const withQueryText = (query: unknown) =>
  Object.fromEntries(Object.entries(query as object).map(([name, value]) => [name, String(value)]));

/** Requests that match the contract's schemas. */
const validRequests: fc.Arbitrary<Sent> = anyOperation
  .chain((name) => {
    const { query, body } = operationNamed(name).operation;
    return fc.record({
      name: fc.constant(name),
      query: query ? valuesOf(query).map(withQueryText) : fc.constant({}),
      body: body ? valuesOf(body) : fc.constant(undefined),
      version: fc.constantFrom(1, 2, 7),
    });
  })
  .filter(isFitForLog);

/** The report of a crash is logged, so it must not contain what logs are searched for. */
function isFitForLog({ name, body }: Pick<Sent, 'name' | 'body'>): boolean {
  return name !== 'crashes.report' || !secrets['a secret of Stripe'].test(JSON.stringify(body));
}

/** Other programs add parameters to the links of e-mails, so unknown ones are ignored there. */
const isLink = (name: string): boolean => ['public-documents', 'public-issues'].includes(name.split('.')[0]!);

/** Requests with one error each. If nothing in a request can be made invalid, the valid request is used. */
const mutatedRequests: fc.Arbitrary<Sent> = validRequests.chain((sent) => {
  const { query, body } = operationNamed(sent.name).operation;
  const of = (schema: ZodMiniType | undefined, value: unknown, at: 'query' | 'body') =>
    schema
      ? mutationsOf(schema, value, at === 'query' ? '/query' : '').map((mutation) => ({ at, mutation }))
      : [];
  const choices = [...of(query, sent.query, 'query'), ...of(body, sent.body, 'body')].filter(
    ({ at, mutation }) => at === 'body' || !isLink(sent.name) || mutation.wrong.code !== 'unknown_field',
  );
  if (choices.length === 0) return fc.constant(sent);
  return fc
    .constantFrom(...choices)
    .map(({ at, mutation }): Sent => ({ ...sent, [at]: mutation.value, wrong: mutation.wrong }));
});

test(
  `requests that the schemas accept are answered according to the contract (seed ${seed})`,
  { timeout: 900_000 },
  async () => {
    await checkRequests(
      validRequests,
      async (sent) => {
        const answer = await send(sent);
        expectContract(answer, operationNamed(sent.name));
        if (answer.body?.errors) expectPointers(answer.body.errors, sent);
      },
      count(120, 3500),
    );
  },
);

test(`a single error is refused with a pointer to it (seed ${seed})`, { timeout: 900_000 }, async () => {
  await checkRequests(
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
    count(150, 4000),
  );
});

test(`hostile texts anywhere cause no errors (seed ${seed})`, { timeout: 900_000 }, async () => {
  const hostile = validRequests.chain((sent) =>
    fc.record({
      sent: fc.constant(sent),
      text: hostileTexts,
      field: fc.nat({ max: 20 }),
      location: fc.constantFrom('body', 'body', 'query', 'param', 'cursor', 'key', 'rest'),
    }),
  );
  await checkRequests(
    hostile,
    async ({ sent, text: any, location, field }) => {
      const text = location === 'body' ? any : forAddress(any);
      const named = operationNamed(sent.name);
      const { operation } = named;
      const known = every.paramsOf(named);
      const params =
        location === 'param' ? mapped(known, () => encodeURIComponent(text.toWellFormed())) : known;
      const texts = operation.body ? withText(operation.body, sent.body, text, field) : undefined;
      const path =
        every.addressOf(named, params) +
        (location === 'rest' ? `/${encodeURIComponent(text.toWellFormed())}` : '');
      const answer = await every.callFor(named)(operation.method, path, {
        query: {
          ...sent.query,
          ...(location === 'query' ? mapped(sent.query, () => text) : {}),
          ...(location === 'cursor' ? { cursor: text } : {}),
          ...(location === 'key' ? { [text]: text } : {}),
        },
        ...(operation.body ? { body: location === 'body' ? texts : sent.body } : {}),
        ...(operation.ifMatch ? { ifMatch: sent.version } : {}),
      });
      // With the text in its path, the request may reach another operation or none, so only server errors are excluded.
      // Addresses of more than 8 KB are refused before they reach the API.
      const isElsewhere = location === 'rest' || location === 'param' || [414, 431].includes(answer.status);
      if (isElsewhere) expect(answer.status, answer.text).toBeLessThan(500);
      else expectContract(answer, named);
    },
    count(100, 1700),
  );
});

const mapped = (record: Record<string, string>, to: () => string): Record<string, string> =>
  Object.fromEntries(Object.keys(record).map((name) => [name, to()]));

/** Shortens a text to fit into a URL. Longer URLs are rejected before they reach the API. */
const forAddress = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).length > 3000 ? forAddress(text.slice(0, text.length / 2)) : text;

/** Puts the hostile text into one field of an otherwise valid body. */
function withText(schema: ZodMiniType, value: unknown, text: string, field: number): unknown {
  const keys = Object.keys(definitionOf(schema).shape ?? {});
  return { ...(value as object), [keys[field % keys.length] ?? text]: text };
}
