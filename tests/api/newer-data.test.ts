import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey, type Key } from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

/** The shape that a newer release wrote, and what it stored that this release doesn't know. */
const newerSchema = 7;
const unknown = { nickname: 'Pepa', hobbies: [], lastSeen: null };

let organization: TestOrganization;
let call: Call;
beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'CO' });
  call = organization.owner.call;
});

const itemAt = async ({ pk, sk }: Key) =>
  (await table.items((item) => item.pk === pk && item.sk === sk, pk))[0]!;

/** Stores an item as a newer release would have. */
async function asNewer(key: Key): Promise<Key> {
  const { data } = await itemAt(key);
  await table.change(key, {
    schema: newerSchema,
    data: JSON.stringify({ ...JSON.parse(data as string), ...unknown }),
  });
  return key;
}

async function newerContact(): Promise<{ id: string; key: Key }> {
  const { id } = await newContact(organization, call);
  return { id, key: await asNewer(recordKey(organization.id, 'contact', id)) };
}

async function expectKept(key: Key, version: number): Promise<void> {
  const { schema, data, version: written } = await itemAt(key);
  expect({ schema, written }).toEqual({ schema: newerSchema, written: version });
  expect(JSON.parse(data as string)).toMatchObject(unknown);
}

describe('a record that a newer release wrote keeps its schema and its unknown fields', () => {
  const path = (id: string, verb = '') => `${organization.path}/contacts/${id}${verb}`;

  test('when it is updated', async () => {
    const { id, key } = await newerContact();
    await bodyOf(200, call('PATCH', path(id), { body: { city: 'Cali' }, ifMatch: 1 }));
    await expectKept(key, 2);
  });

  test('when it is deleted, and when it is restored', async () => {
    const { id, key } = await newerContact();
    await bodyOf(200, call('DELETE', path(id), { ifMatch: 1 }));
    await expectKept(key, 2);
    await bodyOf(200, call('POST', path(id, '/restore')));
    await expectKept(key, 3);
  });

  test('when a bulk change updates it', async () => {
    const { id, key } = await newerContact();
    const body = { recordType: 'contact', ids: [id], change: { action: 'update', values: { city: 'Cali' } } };
    const job = await bodyOf(201, call('POST', `${organization.path}/jobs`, { body }));
    expect(await endedJob(call, organization, job.id)).toMatchObject({ state: 'done', failed: 0 });
    await expectKept(key, 2);
  });

  test('while a new record gets the schema of this release', async () => {
    const { id } = await newContact(organization, call);
    expect((await itemAt(recordKey(organization.id, 'contact', id))).schema).toBeLessThan(newerSchema);
  });
});

test('entries, tags and settings that a newer release wrote keep their schema when they are updated', async () => {
  const { id } = await newContact(organization, call);
  const { path } = organization;
  const of = `contact/${id}`;
  const create = (address: string, body: object) => bodyOf(201, call('POST', `${path}/${address}`, { body }));
  const note = await create(`notes/${of}`, { body: 'First' });
  const activity = await create(`activities/${of}`, { kind: 'call', title: 'First' });
  const task = await create('tasks', { title: 'First', dueAt: '2030-01-01T00:00:00.000Z' });
  const tag = await create('tags', { name: 'First' });
  const { version } = await bodyOf(200, call('GET', path));
  const pages: [kind: string, address: string, ifMatch: number, body: object][] = [
    ['note', `/notes/${of}/${note.id}`, 1, { body: 'Second' }],
    ['activity', `/activities/${of}/${activity.id}`, 1, { title: 'Second' }],
    ['record', `/tasks/${task.id}`, 1, { title: 'Second' }],
    ['tag', `/tags/${tag.id}`, 1, { name: 'Second' }],
    ['organization', '', version, { name: 'Second' }],
  ];
  for (const [kind, address, ifMatch, body] of pages) {
    const ids = kind === 'record' ? [task.id] : [id, tag.id, organization.id];
    const isThis = (item: Record<string, unknown>) =>
      item.kind === kind && ids.some((one) => `${String(item.pk)}#${String(item.sk)}`.includes(one));
    const [found] = await table.items(isThis, organization.id);
    await table.change({ pk: found!.pk, sk: found!.sk }, { schema: newerSchema });
    await bodyOf(200, call('PATCH', path + address, { body, ifMatch }));
    const [written] = await table.items(isThis, organization.id);
    expect({ kind, schema: written!.schema, version: written!.version }).toEqual({
      kind,
      schema: newerSchema,
      version: ifMatch + 1,
    });
  }
});
