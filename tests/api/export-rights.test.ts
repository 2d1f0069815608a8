import { beforeAll, expect, inject, test } from 'vitest';
import type { KeyPermission } from '#contract/permission.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { endedExport } from '../exports.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const columnsOf = (...fields: string[]) => fields.map((field) => ({ field }));

/** Creates an export and waits for its end. */
async function ended(options: object, by = call): Promise<any> {
  const body = { recordType: 'contact', format: 'csv', columns: columnsOf('fullName'), ...options };
  const { id } = await bodyOf(201, by('POST', at('exports'), { body }));
  return endedExport(by, organization, id);
}

test('a file can no longer be downloaded by someone whose access became smaller', async () => {
  const admin = await addMember(host, organization, 'admin');
  const { id } = await ended({}, admin.call);
  await setRole(organization, admin.userId, 'employee');
  await awaited(
    'the smaller role',
    () => admin.call('GET', at(`exports/${id}/download`)),
    ({ status }) => status === 403,
  );
  expect((await call('GET', at(`exports/${id}/download`))).status).toBe(200);
});

test('a file can only be downloaded with permission for everything that it contains', async () => {
  const downloadBy = async (id: string, ...permissions: KeyPermission[]) => {
    const key = await newApiKey(host, organization, organization.owner, ['export:read', ...permissions]);
    return (await key.call('GET', at(`exports/${id}/download`))).status;
  };
  const columns = columnsOf('fullName', 'customerId', 'ownerId', 'tagIds', 'nextTaskAt');
  const { id } = await ended({ columns });
  const needed = ['contact:read', 'customer:read', 'member:read', 'tag:read', 'task:read'] as const;
  for (const one of needed)
    expect([one, await downloadBy(id, ...needed.filter((other) => other !== one))]).toEqual([one, 403]);
  expect(await downloadBy(id, ...needed)).toBe(200);
  const lines = await ended({ format: 'jsonl', columns: columnsOf('customerId', 'ownerId') });
  expect(await downloadBy(lines.id, 'contact:read')).toBe(200);
  const sums = { recordType: 'customer', format: 'jsonl', columns: columnsOf('name') };
  const query = { sorts: [{ field: 'wonValue' }] };
  const sorted = await ended({ ...sums, query });
  expect(await downloadBy(sorted.id, 'customer:read')).toBe(403);
  expect(await downloadBy(sorted.id, 'customer:read', 'deal:read')).toBe(200);
});

test('an export has no filter for a key that can’t read the records', async () => {
  const query = { filter: { field: 'city', op: 'is', value: unique('Secret ') } };
  const { id } = await ended({ query });
  const seenBy = async (...permissions: KeyPermission[]) => {
    const key = await newApiKey(host, organization, organization.owner, ['export:read', ...permissions]);
    const { items } = await bodyOf(200, key.call('GET', at('exports')));
    const one = await bodyOf(200, key.call('GET', at(`exports/${id}`)));
    return [one.query, items.find((item: any) => item.id === id).query];
  };
  expect(await seenBy('contact:read')).toEqual([query, query]);
  expect(await seenBy()).toEqual([undefined, undefined]);
});
