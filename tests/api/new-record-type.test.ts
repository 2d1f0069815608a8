import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { integer, optional, text, type Fields } from '#contract/field.ts';
import { recordType } from '#contract/record-type.ts';
import { withinReach } from '#contract/role.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addDocumentedType,
  copyProject,
  documentedFiles,
  type ProjectCopy,
} from '../new-record-type/project-copy.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

let copy: ProjectCopy;
let server: ChildProcess;
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  copy = copyProject();
  addDocumentedType(copy);
  const host = connectHost(inject('host'));
  const { info } = host;
  server = spawn(
    process.execPath,
    [path.resolve(import.meta.dirname, '../new-record-type/serve-handler.ts')],
    {
      cwd: copy.root,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        RECORD_TYPE: 'machine',
        TABLE_NAME: info.table,
        AWS_REGION: info.region,
        AWS_ACCESS_KEY_ID: info.operator.accessKeyId,
        AWS_SECRET_ACCESS_KEY: info.operator.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: info.dynamodbUrl,
        // Small lists need no snapshots.
        SNAPSHOTS_URL: info.url,
        LISTS_QUEUE_URL: `${info.url}/lists`,
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${info.url}/_cognito`,
        USER_POOL_ID: info.userPoolId,
        USER_POOL_CLIENT_ID: info.clientId,
      },
    },
  );
  const failed = once(server, 'exit').then(() => Promise.reject(new Error('The server of the copy ended.')));
  const [address] = (await Promise.race([once(server.stdout!, 'data'), failed])) as [Buffer];
  const owner = await newPerson(host);
  organization = await newOrganization(owner);
  call = callerWith(address.toString().trim(), owner.token);
});

afterAll(() => {
  server.stdin?.end();
  copy.remove();
});

/** Runs a script in the copy of the project and returns its JSON output. */
async function inCopy(script: string): Promise<any> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    cwd: copy.root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  await once(child, 'close');
  return JSON.parse(output);
}

describe('a new record type', () => {
  test('touches three files: its declaration, its view and the list of types', () => {
    expect(Object.keys(documentedFiles()).sort()).toEqual(copy.touchedFiles());
    expect(copy.touchedFiles()).toEqual([
      'shared/contract/record-types.ts',
      'shared/contract/records/machine.ts',
      'web/src/lib/records/views/machine.ts',
    ]);
  });

  test('is created, read, listed, filtered, changed, deleted and restored with its history', async () => {
    const machines = `${organization.path}/machines`;
    const create = (body: object) => call('POST', machines, { body });
    const made = await bodyOf(201, create({ name: 'Lathe', serialNumber: 'A-1' }));
    expect(made).toMatchObject({ code: 'MACH-0001', statusId: 'running', version: 1 });
    expect((await create({ name: 'Mill', serialNumber: 'A-1' })).status).toBe(409);
    await bodyOf(201, create({ name: 'Anvil' }));
    const list = await bodyOf(200, call('GET', machines, { query: { statusId: 'running' } }));
    expect(list.items.map((row: { name: string }) => row.name)).toEqual(['Anvil', 'Lathe']);
    const one = `${machines}/${made.id}`;
    const changed = await bodyOf(200, call('PATCH', one, { body: { name: 'Big lathe' }, ifMatch: 1 }));
    expect(changed).toMatchObject({ name: 'Big lathe', version: 2 });
    await bodyOf(200, call('DELETE', one, { ifMatch: 2 }));
    expect((await bodyOf(200, call('GET', machines))).items).toHaveLength(1);
    await bodyOf(200, call('POST', `${one}/restore`));
    const { items } = await bodyOf(200, call('GET', `${one}/history`));
    expect(items.map((change: { action: string }) => change.action)).toEqual([
      'restored',
      'deleted',
      'updated',
      'created',
    ]);
  });

  test('refuses unknown fields', async () => {
    const { body } = await call('POST', `${organization.path}/machines`, { body: { name: 'x', weight: 3 } });
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/weight', code: 'unknown_field' })]);
  });

  test('has permissions, a function with least privilege, routes, a list of statuses and an OpenAPI description', async () => {
    const found = await inCopy(`
      import { api } from '#contract/api.ts';
      import { openApiDocument } from '#contract/openapi.ts';
      import { permissionNames, scopeOf } from '#contract/permission.ts';
      import { defaultLists } from '#data/organization/presets/default-lists.ts';
      import { earlierRecordAccess } from '#contract/record-access.ts';
      import { definitionOf } from '#data/records/definitions.ts';
      import { searchWordsOf } from '#data/values/searched.ts';
      import { declareFunctions } from '#infra/functions.ts';
      const own = (names) => names.filter((name) => name.startsWith('machine:'));
      const definition = definitionOf('machine');
      console.log(JSON.stringify({
        permissions: own(permissionNames).map((name) => [name, scopeOf({ role: 'employee', recordAccess: earlierRecordAccess }, name)]),
        declared: declareFunctions(Object.values(api)).find(({ name }) => name === 'machines'),
        statuses: defaultLists('es').machineStatuses,
        indexes: definition.lists.map(({ by = '', sort }) => [by, sort].join(' ').trim()),
        words: searchWordsOf(definition.search.terms({ name: 'Torno Núñez', code: 'MACH-0007', serialNumber: 'A-1' })),
        restore: openApiDocument(api).paths['/v1/orgs/{orgId}/machines/{id}/restore'].post.operationId,
      }));
    `);
    expect(found.permissions).toEqual([
      ['machine:read', 'own'],
      ['machine:create', 'all'],
      ['machine:update', 'own'],
      ['machine:delete', 'own'],
    ]);
    expect(found.declared).toMatchObject({
      entry: 'functions/records/handler.ts',
      recordType: 'machine',
      source: {
        kind: 'routes',
        routes: [expect.stringContaining('/machines'), expect.stringContaining('/machines/')],
      },
    });
    expect(found.declared.rights.map(({ on }: { on: string }) => on)).toEqual([
      'table',
      'table',
      'sealingSecret',
    ]);
    expect(found.statuses.map(({ id, names }: any) => [id, names.es])).toEqual([
      ['running', 'En marcha'],
      ['stopped', 'Parada'],
    ]);
    expect(found.indexes).toEqual(['name', 'createdAt']);
    expect(found.words).toEqual(['torno', 'nunez', 'mach', '0007', 'a', '1', 'mach0007', 'a1']);
    expect(found.restore).toBe('machines.restore');
  });
});

test('a new field is one declaration: input, output and list rows have it', () => {
  const typeWith = (fields: Fields) =>
    recordType('tool', {
      plural: 'tools',
      nouns: { en: { one: 'Tool', many: 'Tools' }, es: { one: 'Herramienta', many: 'Herramientas' } },
      icon: 'hammer',
      group: 'organization',
      permissions: withinReach,
      fields: { name: text({ max: 80 }), ...fields },
      title: 'name',
      row: ['name', ...Object.keys(fields)] as never,
      sorts: ['name'],
      filters: [],
    });
  const before = typeWith({});
  const after = typeWith({ weight: optional(integer({ min: 0, max: 9 })) });
  expect(after.create.safeParse({ name: 'x', weight: 3 }).success).toBe(true);
  expect(after.create.safeParse({ name: 'x', weight: 10 }).success).toBe(false);
  expect(after.update.safeParse({ weight: null }).success).toBe(true);
  expect(before.update.safeParse({ weight: null }).success).toBe(false);
  expect(Object.keys((after.listRow as never as { shape: object }).shape)).toContain('weight');
  expect(Object.keys((after.record as never as { shape: object }).shape)).toContain('weight');
});
