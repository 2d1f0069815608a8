import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { api } from '#contract/api.ts';
import { integer, optional } from '#contract/field.ts';
import { openApiDocument } from '#contract/openapi.ts';
import { permissions } from '#contract/permission.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { gadget, gadgets, gadgetType } from '../new-record-type/gadget.ts';

type Answer = APIGatewayProxyStructuredResultV2;
let handler: (event: never, context: never) => Promise<Answer>;
let organization: TestOrganization;
let token: string;

beforeAll(async () => {
  const host = connectHost(inject('host'));
  const { info } = host;
  Object.assign(process.env, {
    TABLE_NAME: info.table,
    AWS_REGION: info.region,
    AWS_ACCESS_KEY_ID: info.operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: info.operator.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: info.dynamodbUrl,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${info.url}/_cognito`,
    USER_POOL_ID: info.userPoolId,
    USER_POOL_CLIENT_ID: info.clientId,
  });
  const everyone = permissions['contact:read'];
  for (const action of ['read', 'create', 'update', 'delete']) {
    Object.assign(permissions, { [`gadget:${action}`]: everyone });
  }
  ({ handler } = await import('../new-record-type/handler.ts'));
  const owner = await newPerson(host);
  organization = await newOrganization(owner);
  ({ accessToken: token } = await host.signIn(owner.username, owner.password));
});

async function call(method: string, rest: string, body?: unknown, headers: Record<string, string> = {}) {
  const [rawPath = '', rawQueryString = ''] = `${organization.path}/gadgets${rest}`.split('?');
  const event = {
    rawPath,
    rawQueryString,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    requestContext: { requestId: 'r', http: { method } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const { statusCode, body: text = '' } = await handler(event as never, {} as never);
  return { status: statusCode, body: text === '' ? undefined : JSON.parse(text) };
}

describe('a new record type', () => {
  test('takes at most four new files before its own verbs, the page description among them', () => {
    const files = readdirSync(path.join(import.meta.dirname, '../new-record-type'));
    expect(files.length + 1).toBeLessThanOrEqual(4);
  });

  test('is created, read, listed, filtered, changed, deleted and restored with its history', async () => {
    const { status, body: made } = await call('POST', '', { title: 'Lathe', serial: 'A-1' });
    expect(status).toBe(201);
    expect((await call('POST', '', { title: 'Mill', serial: 'A-1' })).status).toBe(409);
    await call('POST', '', { title: 'Anvil' });
    const list = await call('GET', '?statusId=prospect');
    expect(list.body.items.map((row: { title: string }) => row.title)).toEqual(['Anvil', 'Lathe']);
    const changed = await call('PATCH', `/${made.id}`, { title: 'Big lathe' }, { 'if-match': '"v1"' });
    expect(changed.body).toMatchObject({ title: 'Big lathe', version: 2 });
    expect((await call('DELETE', `/${made.id}`, undefined, { 'if-match': '"v2"' })).status).toBe(200);
    expect((await call('GET', '')).body.items).toHaveLength(1);
    expect((await call('POST', `/${made.id}/restore`)).status).toBe(200);
    const { body: history } = await call('GET', `/${made.id}/history`);
    expect(history.items.map((change: { action: string }) => change.action)).toEqual([
      'restored',
      'deleted',
      'updated',
      'created',
    ]);
  });

  test('refuses unknown fields and stands in the API description', async () => {
    expect((await call('POST', '', { title: 'x', weight: 3 })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/weight', code: 'unknown_field' }),
    ]);
    const { paths } = openApiDocument({ ...api, gadgets }) as { paths: object };
    expect(paths).toHaveProperty(['/v1/orgs/{orgId}/gadgets/{id}/restore']);
  });
});

describe('a new field', () => {
  test('is one declaration: input, output and list rows have it', () => {
    const heavier = gadgetType({ weight: optional(integer({ min: 0, max: 9 })) });
    expect(heavier.create.safeParse({ title: 'x', weight: 3 }).success).toBe(true);
    expect(heavier.create.safeParse({ title: 'x', weight: 10 }).success).toBe(false);
    expect(heavier.update.safeParse({ weight: null }).success).toBe(true);
    expect(gadget.update.safeParse({ weight: null }).success).toBe(false);
    expect(Object.keys((heavier.listRow as never as { shape: object }).shape)).toContain('weight');
    expect(Object.keys((heavier.record as never as { shape: object }).shape)).toContain('weight');
  });
});
