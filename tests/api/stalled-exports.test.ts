import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { exportKey } from '#data/store/run-keys.ts';
import { bodyOf } from '../caller.ts';
import { endedExport } from '../exports.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { inQueues } from '../queues.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

/** Creates an export of one record, whose message is held back in the queue. */
async function newHeld(organization: TestOrganization): Promise<string> {
  const { owner, path, id: orgId } = organization;
  await newContact(organization, owner.call);
  inQueues(host, (database) => {
    database.exec(`CREATE TRIGGER held_export AFTER INSERT ON messages
      WHEN NEW.body LIKE '%${orgId}%' AND NEW.body LIKE '%exportId%'
      BEGIN UPDATE messages SET visible = ${Number.MAX_SAFE_INTEGER} WHERE id = NEW.id; END`);
  });
  const body = { recordType: 'contact', format: 'csv', columns: [{ field: 'fullName' }] };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/exports`, { body }));
  await host.settled(organization);
  inQueues(host, (database) => {
    database.exec('DROP TRIGGER held_export');
  });
  return id;
}

/** Changes the messages of an export. Returns their number. */
const inQueue = (sql: string, exportId: string): number =>
  inQueues(host, (database) => Number(database.prepare(sql).run(`%${exportId}%`).changes));

const stored = async ({ id: orgId }: TestOrganization, id: string) =>
  (await table.items(({ sk }) => sk === id, exportKey(orgId, id).pk))[0]!;

/** Lets the next check of an export be due, and runs it. */
async function check({ id: orgId }: TestOrganization, id: string): Promise<void> {
  await table.change(exportKey(orgId, id), { g6sk: `2026-01-01T00:00:00.000Z#${id}` });
  await host.invoke('due-items');
}

test('an export whose message was lost is written after the next check', async () => {
  const organization = await newOrganization(await newPerson(host));
  const id = await newHeld(organization);
  expect(inQueue('DELETE FROM messages WHERE body LIKE ?', id)).toBe(1);
  await check(organization, id);
  const { call } = organization.owner;
  expect(await endedExport(call, organization, id)).toMatchObject({ state: 'ready', rows: 1 });
  expect(await stored(organization, id)).not.toHaveProperty('g6pk');
});

test('an export that is being written is not queued again by a check', async () => {
  const organization = await newOrganization(await newPerson(host));
  const id = await newHeld(organization);
  await table.change(exportKey(organization.id, id), { aliveAt: new Date().toISOString() });
  await check(organization, id);
  expect((await stored(organization, id)).g6sk > new Date().toISOString()).toBe(true);
  expect(inQueue('DELETE FROM messages WHERE body LIKE ?', id)).toBe(1);
});

test('an export waits while its organization is being deleted, and is written after a restore', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const id = await newHeld(organization);
  const { name } = await bodyOf(200, owner.call('GET', path));
  await bodyOf(200, owner.call('POST', `${path}/deletion`, { body: { confirmation: name } }));
  // Until then, functions can use settings that they read before the deletion.
  await sleep(limits.settingsCachedSeconds * 1000);
  expect(inQueue('UPDATE messages SET visible = 0 WHERE body LIKE ?', id)).toBe(1);
  await host.settled(organization);
  await check(organization, id);
  await host.settled(organization);
  const waiting = await stored(organization, id);
  expect(waiting).toMatchObject({ version: 1, runs: 0 });
  expect(JSON.parse(waiting.data)).toMatchObject({ state: 'queued' });
  await bodyOf(200, owner.call('POST', `${path}/restore`));
  await check(organization, id);
  expect(await endedExport(owner.call, organization, id)).toMatchObject({ state: 'ready', rows: 1 });
});
