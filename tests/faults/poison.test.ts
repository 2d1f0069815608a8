import { DeleteCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contactRecords } from '#data/records/contact.ts';
import { recordItem } from '#data/records/stored.ts';
import { organizationKey, projectionKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { recountDifferences } from './recount.ts';
import { clientOf, readTable } from './table-under-test.ts';

let host: HostUnderTest;
let organization: TestOrganization;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  host = await startHost();
  organization = await newOrganization(await newPerson(host));
  client = clientOf(host.info.dynamodbUrl);
});
afterAll(() => host.stop());

const put = (Item: object) => client.send(new PutCommand({ TableName: host.info.table, Item }));

function storedContact(orgId: string, id: string, firstName: string) {
  const at = '2026-11-20T10:00:00.000Z';
  const head = { id, version: 1, createdAt: at, createdBy: 'u', updatedAt: at, updatedBy: 'u' };
  const record = { ...head, firstName, fullName: firstName, statusId: 'prospect' };
  return recordItem(contactRecords, orgId, record, {} as never);
}

/** Numbers of messages in the poison queue: those waiting, and those hidden after an attempt. */
async function poisonQueue(): Promise<[waiting: number, hidden: number]> {
  const status = (await (await fetch(`${host.url}/_local/status`)).json()) as {
    queues: { name: string; waiting: number; inFlight: number }[];
  };
  const queue = status.queues.find(({ name }) => name.includes('Poison'));
  return [queue?.waiting ?? -1, queue?.inFlight ?? -1];
}

test('a record that cannot be projected is set aside, others continue, and it is projected once possible', async () => {
  const broken = '0190a000-0000-7000-8000-0000000000aa';
  // Nothing can be projected for an organization whose settings cannot be read.
  await put({ ...organizationKey(broken), kind: 'organization', data: '{' });
  for (const id of ['a', 'b', 'c']) await put(storedContact(broken, id, 'Ana'));
  await newContact(organization, organization.owner.call, { firstName: 'Healthy' });
  await host.settled();
  expect(await poisonQueue()).toEqual([3, 0]);
  const found = await bodyOf(
    200,
    organization.owner.call('GET', `${organization.path}/search`, { query: { q: 'healthy' } }),
  );
  expect(found.items).toHaveLength(1);

  const settings = { id: broken, timeZone: 'Europe/Madrid' };
  await put({ ...organizationKey(broken), kind: 'organization', version: 1, data: JSON.stringify(settings) });
  await host.invoke('reprojection');
  expect(await poisonQueue()).toEqual([0, 0]);
  await host.settled();
  expect(recountDifferences(await readTable(host.info))).toEqual([]);
});

test('a record that still cannot be projected stays in the queue and is logged without its values', async () => {
  const bad = storedContact(organization.id, '0190a000-0000-7000-8000-0000000000bb', 'Ludovica');
  await put({ ...bad, data: '{"phones":"none"}' });
  await host.settled();
  expect(await poisonQueue()).toEqual([1, 0]);
  await host.invoke('reprojection');
  expect(await poisonQueue()).toEqual([0, 1]);
  const { readFileSync } = await import('node:fs');
  for (const name of ['index', 'reprojection']) {
    const log = readFileSync(`${host.dataDir}/logs/cobalt-local-${name}.log`, 'utf8');
    expect(log).toContain('0190a000-0000-7000-8000-0000000000bb');
    expect(log).not.toContain('Ludovica');
  }
});

test('a record with corrupt stored data blocks no other', async () => {
  const bad = storedContact(organization.id, '0190a000-0000-7000-8000-0000000000cc', 'Ana');
  await put({ ...bad, data: 'no JSON' });
  await newContact(organization, organization.owner.call, { firstName: 'Onward' });
  await host.settled();
  expect((await poisonQueue())[0]).toBe(1);
  const found = await bodyOf(
    200,
    organization.owner.call('GET', `${organization.path}/search`, { query: { q: 'onward' } }),
  );
  expect(found.items).toHaveLength(1);
});

test('a reprojection of all records continues past those that cannot be projected', async () => {
  const key = projectionKey('contact');
  await client.send(new DeleteCommand({ TableName: host.info.table, Key: key }));
  await host.invoke('reprojection');
  const progress = (await readTable(host.info)).find(({ sk }) => sk === key.sk);
  expect(progress).toHaveProperty('hash');
  expect(progress).not.toHaveProperty('lastKey');
  expect((await poisonQueue()).reduce((sum, messages) => sum + messages)).toBeGreaterThanOrEqual(2);
});
