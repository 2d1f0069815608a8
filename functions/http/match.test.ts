import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { operationsOf, type Resource } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { matcher, MethodNotAllowed } from './match.ts';
import { checkParams, parseIdempotencyKey, parseIfMatch } from './parse.ts';
import '../../tests/seeded.ts';

const resources = Object.values<Resource>(api);
const all = resources.flatMap((resource) =>
  operationsOf(resource).map(([verb, operation]) => ({
    name: `${resource.name}.${verb}`,
    resource,
    verb,
    operation,
  })),
);

describe.each(all)('$name', ({ resource, verb, operation }) => {
  const match = matcher(resource);

  test('is matched at its own path with its parameters', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.uuid({ version: 7 })), (ids) => {
        const params: Record<string, string> = {};
        const path = operation.path.replace(
          /\{(\w+)\}/g,
          (_, name: string) => (params[name] = ids.next().value!),
        );
        expect(match(operation.method, path)).toMatchObject({ verb, params });
      }),
      { numRuns: 20 },
    );
  });

  test('is not found below, above or beside its path', () => {
    const path = operation.path.replace(/\{\w+\}/g, '01a1f840-3b75-74c6-8323-759445fc6515');
    for (const other of [
      `${path}/`,
      `${path}/x/y/z`,
      `/${path}`,
      path.replace('/v1', '/v2'),
      path.toUpperCase(),
    ]) {
      if (other === path) continue;
      const found = (() => {
        try {
          return match(operation.method, other).verb;
        } catch (error) {
          return error;
        }
      })();
      expect(found).not.toBe(verb);
    }
  });

  test('refuses other methods and lists its own', () => {
    const path = operation.path.replace(/\{\w+\}/g, '01a1f840-3b75-74c6-8323-759445fc6515');
    const taken = operationsOf(resource).map(([, other]) => other.method as string);
    for (const method of ['PUT', 'TRACE'].filter((other) => !taken.includes(other))) {
      try {
        match(method, path);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(MethodNotAllowed);
        expect((error as MethodNotAllowed).allowed).toContain(operation.method);
      }
    }
  });
});

test('a literal path segment is not taken for an id', () => {
  const match = matcher(api.contacts);
  expect(match('POST', '/v1/orgs/o/contacts/bulk').verb).toBe('createMany');
  expect(() => match('GET', '/v1/orgs/o/contacts/bulk')).toThrow(MethodNotAllowed);
});

test('an id is a UUID in lower case, and anything else is not found', () => {
  fc.assert(fc.property(fc.uuid({ version: 7 }), (id) => checkParams({ id })));
  const bad = fc.oneof(
    fc.string(),
    fc
      .uuid({ version: 7 })
      .map((id) => id.toUpperCase())
      .filter((id) => /[A-F]/.test(id)),
    fc.uuid({ version: 7 }).map((id) => `${id} `),
    fc.uuid({ version: 7 }).map((id) => `${id}#x`),
  );
  fc.assert(
    fc.property(bad, (id) => {
      expect(() => checkParams({ id })).toThrow(ProblemError);
    }),
  );
});

test('HEAD matches as GET does, and OPTIONS names the methods of a path', () => {
  const match = matcher(api.contacts);
  const path = '/v1/orgs/o/contacts';
  expect(match('HEAD', `${path}/one`).verb).toBe('get');
  expect(matcher(api.lists)('HEAD', path).verb).toBe('contacts.list');
  expect(matcher(api.lists)('OPTIONS', path).allowed).toEqual(['GET', 'POST', 'HEAD', 'OPTIONS']);
  expect(() => match('HEAD', `${path}/bulk`)).toThrow(MethodNotAllowed);
});

test('ids in the path are read in any case', () => {
  const match = matcher(api.contacts);
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), (id) => {
      expect(match('GET', `/v1/orgs/${id.toUpperCase()}/contacts/${id.toUpperCase()}`).params).toEqual({
        orgId: id,
        id,
      });
    }),
  );
});

test('If-Match accepts ETags in the format that the API returns, lists of them, and any version', () => {
  const update = api.contacts.operations.update;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), (version) => {
      expect(parseIfMatch(update, `"v${version}"`)).toEqual([version]);
      expect(parseIfMatch(update, `"v${version}-Ab_9-0"`)).toEqual([version]);
      expect(parseIfMatch(update, `"v1" , W/"v2","v${version}"`)).toEqual([1, version]);
    }),
  );
  expect(parseIfMatch(update, '*')).toBe('any');
  expect(parseIfMatch(update, 'W/"v1"')).toEqual([]);
  for (const bad of [
    'v1',
    '*, "v1"',
    '"v1",',
    '"v1" "v2"',
    Array.from({ length: 21 }, (_, at) => `"v${at}"`).join(','),
    '"1"',
    '"v"',
    '"v-1"',
    '"v1.5"',
    '"v1234567890"',
    '',
  ]) {
    expect(() => parseIfMatch(update, bad)).toThrow(ProblemError);
  }
  expect(parseIfMatch(api.contacts.operations.get, undefined)).toBeUndefined();
});

test('an Idempotency-Key is visible ASCII of 1 to 255 characters', () => {
  const create = api.contacts.operations.create;
  fc.assert(
    fc.property(fc.stringMatching(/^[\x21-\x7e]{1,255}$/), (key) => {
      expect(parseIdempotencyKey(create, key)).toBe(key);
    }),
  );
  for (const bad of ['', ' ', 'a b', 'ключ', 'a\n', 'x'.repeat(256)]) {
    expect(() => parseIdempotencyKey(create, bad)).toThrow(ProblemError);
  }
  expect(parseIdempotencyKey(api.contacts.operations.get, 'key')).toBeUndefined();
});
