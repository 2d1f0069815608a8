import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, inject, test } from 'vitest';
import { isPermission } from '#contract/operation.ts';
import { organizationChanges } from '#contract/organization.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { scopes } from '#contract/role.ts';
import { callerWith } from '../caller.ts';
import { connectHost } from '../host.ts';
import { lintFindings } from '../openapi-lint.ts';
import { addClient, newOrganization, newPerson } from '../organization.ts';
import { heartbeatKey } from '#data/store/keys.ts';
import { allOperations } from '../subjects.ts';
import { readDescription } from './described/description.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const nobody = callerWith(host.url, undefined);

test('the description is valid OpenAPI 3.1 and public', async () => {
  const { status, body } = await nobody('GET', '/v1/openapi.json');
  expect(status).toBe(200);
  const validator = new Validator();
  const result = await validator.validate(body as Record<string, unknown>);
  expect(result).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('the description has no errors and no warnings under the recommended rules of a public linter', async () => {
  expect(await lintFindings((await nobody('GET', '/v1/openapi.json')).body)).toEqual([]);
});

test('every JSON body and answer refers to a named schema', async () => {
  const { paths, components } = (await nobody('GET', '/v1/openapi.json')).body;
  const bodies = Object.values(paths).flatMap((path: any) =>
    Object.values(path).flatMap(({ requestBody, responses }: any) => [
      requestBody,
      ...Object.values(responses),
    ]),
  );
  const schemas = bodies.flatMap((body) => {
    const schema = body?.content?.['application/json']?.schema ?? [];
    // What callers without permission to read are answered.
    return schema.anyOf ?? schema;
  });
  const names = schemas.map(({ $ref, ...rest }) => {
    expect(rest).toEqual({});
    return $ref.replace('#/components/schemas/', '');
  });
  expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(names));
  const types = Object.values<RecordType>(recordTypes as never).flatMap(({ nouns, isOnlyQueried }) => {
    const { one } = nouns.en;
    const lists = isOnlyQueried ? [] : [`${one}List`, `${one}ListItem`];
    return [one, `${one}Create`, `${one}Update`, ...lists];
  });
  const others = [
    'LoggedActivity',
    'Attachment',
    'FieldError',
    'Job',
    'Member',
    'Money',
    'Note',
    'Problem',
    'Tag',
  ];
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining([...types, ...others, 'Task', 'TaskCreate', 'View', 'Query', 'QueryResult']),
  );
});

test('schemas have the formats and bounds of the contract', async () => {
  const { components, paths } = (await nobody('GET', '/v1/openapi.json')).body;
  const { CurrencyCode, DealCreate, CustomerCreate, Contact, TaskCreate, ContactCreateMany } =
    components.schemas;
  expect(CurrencyCode.enum).toEqual(expect.arrayContaining(['COP', 'EUR', 'JPY', 'USD']));
  const nullable = (schema: object) => ({ anyOf: [expect.objectContaining(schema), { type: 'null' }] });
  expect(DealCreate.properties.expectedCloseDate).toEqual(nullable({ format: 'date' }));
  expect(DealCreate.properties.title).toMatchObject({ minLength: 1, maxLength: 160 });
  expect(CustomerCreate.properties.website).toEqual(nullable({ format: 'uri' }));
  expect(Contact.properties.id).toEqual({ type: 'string', format: 'uuid' });
  expect(Contact.properties.createdAt).toEqual({ type: 'string', format: 'date-time' });
  expect(Contact.properties.email).toMatchObject({ format: 'idn-email' });
  // Dates are accepted, too, so the format would refuse more than the API does.
  expect(TaskCreate.properties.dueAt).toMatchObject({
    pattern: expect.any(String),
    description: expect.stringContaining('offset'),
  });
  expect(ContactCreateMany.properties.items).toMatchObject({ minItems: 1, maxItems: 33 });
  // Errors tell the largest value that is accepted.
  expect(JSON.stringify({ components, paths })).not.toMatch(/"exclusiveM(in|ax)imum"/);
  const listing = paths['/v1/orgs/{orgId}/contacts'].get.parameters;
  expect(listing).toContainEqual(
    expect.objectContaining({ name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 100 } }),
  );
});

test('the description accepts the same access to records and the same working days as the API', async () => {
  const { operations, errorOf } = await readDescription(host.url);
  const body = operations.find(({ id }) => id === 'organizations.update')!.body!;
  const day = [{ from: '09:00', to: '18:00' }];
  const changes = [
    ...scopes.flatMap((read) => scopes.map((change) => ({ recordAccess: { employee: { read, change } } }))),
    ...[{}, { monday: [] }, { monday: day }, { monday: [], sunday: day }].map((days) => ({
      support: { hours: { days }, targets: {} },
    })),
  ];
  const accepted = changes.filter((change) => organizationChanges.safeParse(change).success);
  expect(changes.filter((change) => errorOf(body, change) === undefined)).toEqual(accepted);
  expect(accepted).toHaveLength(8);
});

test('every described sort order and choice of a query parameter is accepted', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path: base } = organization;
  const { person: client } = await addClient(host, organization);
  const { paths } = (await nobody('GET', '/v1/openapi.json')).body;
  for (const [path, { get }] of Object.entries<any>(paths)) {
    if (!/^\/v1\/orgs\/\{orgId\}\/[\w/-]+$/.test(path)) continue;
    const required = get?.parameters.filter(
      (parameter: any) => parameter.in === 'query' && parameter.required,
    );
    if (!get || required.length > 0) continue;
    const choices = get.parameters.flatMap(({ name, schema }: any): [string, string][] => {
      const values: string[] = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
      return values.map((value) => [name, value]);
    });
    const sorts = /`sort` accepts any column, and ([^;]*);/.exec(get.description ?? '')?.[1] ?? '';
    for (const [, sort] of sorts.matchAll(/`(\w+)`/g)) choices.push(['sort', sort], ['sort', `-${sort}`]);
    for (const [name, value] of choices) {
      // Days are for short reports only.
      const range = value === 'day' ? { from: '2026-01-01', to: '2026-01-31' } : {};
      // Members have no portal of their own.
      const { call } = path.includes('/portal/') ? client : owner;
      const { status } = await call('GET', path.replace('/v1/orgs/{orgId}', base), {
        query: { [name]: value, ...range },
      });
      expect(status, `${path}?${name}=${value}`).toBe(200);
    }
  }
});

test('the description lists every operation with permission, input and responses', async () => {
  const { body } = await nobody('GET', '/v1/openapi.json');
  const described = Object.values(body.paths as Record<string, object>).flatMap((path) =>
    Object.values(path).map(({ operationId }: { operationId: string }) => operationId),
  );
  expect(described.sort()).toEqual(allOperations.map(({ name }) => name).sort());
  for (const { name, operation } of allOperations) {
    const { method, path, status, access, query, ifMatch, idempotent } = operation;
    const operationObject = body.paths[path][method.toLowerCase()];
    expect(Object.keys(operationObject.responses), name).toContain(String(status));
    if (isPermission(access)) expect(operationObject.description).toContain(access);
    expect(operationObject.security).toEqual(access === 'public' ? [] : [{ bearer: [] }]);
    const names = operationObject.parameters.map((parameter: { name: string }) => parameter.name);
    for (const [, param] of path.matchAll(/\{(\w+)\}/g)) expect(names).toContain(param);
    if (query) expect(operationObject.parameters.some((p: { in: string }) => p.in === 'query')).toBe(true);
    expect(names.includes('If-Match')).toBe(ifMatch === true);
    expect(names.includes('Idempotency-Key')).toBe(idempotent);
    const hasBody = operation.body !== undefined || (operation.takesAnything === true && method === 'POST');
    expect(operationObject.requestBody !== undefined).toBe(hasBody);
  }
});

test('the description names the headers of answers, and the problems of every operation', async () => {
  const { body } = await nobody('GET', '/v1/openapi.json');
  for (const { name, operation } of allOperations) {
    const { responses } = body.paths[operation.path][operation.method.toLowerCase()];
    const named = Object.keys(responses[operation.status].headers);
    expect(named.includes('RateLimit'), name).toBe(true);
    expect(named.includes('Idempotency-Replayed'), name).toBe(operation.idempotent);
    for (const header of named) expect(body.components.headers).toHaveProperty([header]);
    expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['422', '429', '503']));
    expect(responses['429']).toEqual({ $ref: '#/components/responses/Wait' });
    expect(Object.keys(responses).includes('415'), name).toBe(operation.body !== undefined);
  }
  expect(Object.keys(body.components.responses.Wait.headers)).toEqual([
    'Retry-After',
    'RateLimit-Policy',
    'RateLimit',
  ]);
  expect(body.components.responses.Wait.description).toContain('Wait for the seconds in `Retry-After`');
});

test('bodies of updates mark exactly the values that can’t be changed as read-only', async () => {
  const { paths, components } = (await nobody('GET', '/v1/openapi.json')).body;
  for (const type of Object.values<RecordType>(recordTypes as never)) {
    const { requestBody } = paths[`/v1/orgs/{orgId}/${type.plural}/{id}`].patch;
    const { $ref } = requestBody.content['application/json'].schema;
    const { properties } = components.schemas[$ref.split('/').at(-1)];
    const readOnly = Object.keys(properties).filter((name) => properties[name].readOnly === true);
    expect(Object.keys(properties).sort()).toEqual([...readOnly, ...Object.keys(type.update.shape)].sort());
    expect(readOnly).toEqual(expect.arrayContaining(['id', 'version', 'createdAt', 'updatedBy']));
  }
});

test('health reports the state of the parts and the lag of readers', async () => {
  const { status, body } = await nobody('GET', '/v1/health');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    state: 'ok',
    parts: {
      table: { state: 'ok' },
      schedule: { state: 'ok' },
      index: { state: 'ok' },
      relay: { state: 'ok' },
    },
  });
  expect(body.readersBehindSeconds.index).toBeLessThan(60);
});

test('health fails once heartbeats stop, even if readers have seen the last one', async () => {
  const table = openTable(host);
  const beat = async (secondsAgo: number) => {
    const at = new Date(Date.now() - secondsAgo * 1000).toISOString();
    await table.put({ ...heartbeatKey, kind: 'pulse', at });
    return at;
  };
  const pulseAt = async () =>
    (await table.items(({ sk }) => sk === heartbeatKey.sk, heartbeatKey.pk))[0]?.at as string | undefined;
  let body: any;
  let at: string;
  // The schedule keeps running. If it wrote a heartbeat in the meantime, the request may have seen that one.
  do {
    at = await beat(200);
    await host.settled({ id: heartbeatKey.pk });
    ({ body } = await nobody('GET', '/v1/health'));
  } while ((await pulseAt()) !== at);
  await beat(0);
  expect(body).toMatchObject({
    state: 'failing',
    parts: { schedule: { state: 'failing' }, index: { state: 'ok' }, relay: { state: 'ok' } },
  });
  expect((await nobody('GET', '/v1/health')).body.parts.schedule).toEqual({ state: 'ok' });
});
