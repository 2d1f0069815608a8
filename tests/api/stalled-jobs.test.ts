import { beforeAll, expect, inject, test } from 'vitest';
import { jobKey } from '#data/store/run-keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { inQueues } from '../queues.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const contacts = 60;

let organization: TestOrganization;
let call: Call;
let ids: string[];
let from: any;
let into: any;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const newTag = (): Promise<any> => bodyOf(201, call('POST', at('tags'), { body: { name: unique('tag ') } }));

/** Starts a job and returns it as soon as its message is in the queue, where it is held back. */
async function newMerge(): Promise<any> {
  [from, into] = [await newTag(), await newTag()];
  ids = [];
  for (let made = 0; made < contacts; made += 30) {
    const items = Array.from({ length: 30 }, () => ({ firstName: 'Ana', tagIds: [from.id] }));
    const { items: created } = await bodyOf(201, call('POST', at('contacts/bulk'), { body: { items } }));
    ids.push(...created.map(({ id }: { id: string }) => id));
  }
  inQueues(host, (database) => {
    database.exec(`CREATE TRIGGER held AFTER INSERT ON messages
      WHEN NEW.body LIKE '%${organization.id}%' AND NEW.body LIKE '%jobId%'
      BEGIN UPDATE messages SET visible = ${Number.MAX_SAFE_INTEGER} WHERE id = NEW.id; END`);
  });
  await bodyOf(200, call('POST', at(`tags/${from.id}/merge`), { body: { intoId: into.id }, ifMatch: 1 }));
  await host.settled(organization);
  inQueues(host, (database) => {
    database.exec('DROP TRIGGER held');
  });
  const [job] = (await bodyOf(200, call('GET', at('jobs')))).items;
  expect(job).toMatchObject({ kind: 'tagMerge', state: 'freezing', total: 0 });
  return job;
}

/** Changes the queue of messages as lost or repeated deliveries would. Returns the number of affected messages. */
const inQueue = (sql: string, jobId: string): number =>
  inQueues(host, (database) => Number(database.prepare(sql).run(`%${jobId}%`).changes));

const deliver = (jobId: string): number =>
  inQueue('UPDATE messages SET visible = 0 WHERE body LIKE ?', jobId);

async function expectMergedOnce(): Promise<void> {
  for (const id of ids) {
    expect(await bodyOf(200, call('GET', at(`contacts/${id}`)))).toMatchObject({
      version: 2,
      tagIds: [into.id],
    });
  }
}

test('a job whose message was lost is continued by the next check of its progress', async () => {
  const { id } = await newMerge();
  expect(inQueue('DELETE FROM messages WHERE body LIKE ?', id)).toBe(1);
  const due = { g6sk: `2026-01-01T00:00:00.000Z#${id}` };
  await table.change(jobKey(organization.id, id), due);
  await host.invoke('due-items');
  expect(await endedJob(call, organization, id)).toMatchObject({
    state: 'done',
    total: contacts,
    done: contacts,
  });
  await expectMergedOnce();
  await table.change(jobKey(organization.id, id), due);
  await host.invoke('due-items');
  const [item] = await table.items(({ sk }) => sk === id, jobKey(organization.id, id).pk);
  expect(item).not.toHaveProperty('g6pk');
});

test('a job that makes progress is not started again by checks', async () => {
  const { id } = await newMerge();
  const key = jobKey(organization.id, id);
  const due = { g6sk: `2026-01-01T00:00:00.000Z#${id}` };
  await table.change(key, { ...due, step: 7 });
  await host.invoke('due-items');
  const [item] = await table.items(({ sk }) => sk === id, key.pk);
  expect(item).toMatchObject({ seen: 7 });
  expect(item!.g6sk > new Date().toISOString()).toBe(true);
  expect(deliver(id)).toBe(1);
  expect(await endedJob(call, organization, id)).toMatchObject({ state: 'done', total: contacts });
});

test('a job whose message is delivered ten times changes each record once', async () => {
  const { id } = await newMerge();
  const copy = `INSERT INTO messages (id, queue, body, attributes, sent, visible)
    SELECT lower(hex(randomblob(16))), queue, body, attributes, sent, visible
    FROM messages, (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9)) WHERE body LIKE ?`;
  expect(inQueue(copy, id)).toBe(9);
  expect(deliver(id)).toBe(10);
  expect(await endedJob(call, organization, id)).toMatchObject({
    state: 'done',
    total: contacts,
    done: contacts,
  });
  await host.settled(organization);
  await expectMergedOnce();
});
