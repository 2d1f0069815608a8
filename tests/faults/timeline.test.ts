import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { count } from '../counts.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { openTable } from '../table.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-timeline-'));
const password = 'correct horse battery';
const deaths = count(2, 20);
const writers = 4;
let host: HostUnderTest;
let call: Call;
let orgId: string;

type Item = Record<string, any>;

/** Starts the host. Product modules that the tests import use its engine. */
async function start(): Promise<void> {
  host = await startHost({ dataDir, faults: true });
  const { info } = host;
  Object.assign(process.env, {
    TABLE_NAME: info.table,
    AWS_REGION: info.region,
    AWS_ACCESS_KEY_ID: info.operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: info.operator.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: info.dynamodbUrl,
  });
}
const signIn = async (): Promise<void> => {
  call = callerWith(host.url, (await host.signIn('ada', password)).accessToken);
};

beforeAll(async () => {
  await start();
  await host.signUp({ username: 'ada', email: 'ada@example.com', password });
  await signIn();
  await bodyOf(200, call('GET', '/v1/me'));
  orgId = (await bodyOf(201, call('POST', '/v1/orgs', { body: { name: 'Acme' } }))).id;
});
afterAll(async () => {
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const send = (method: string, rest: string, body?: object, ifMatch?: number) =>
  call(method, `/v1/orgs/${orgId}/${rest}`, {
    ...(body ? { body } : {}),
    ...(ifMatch ? { ifMatch } : {}),
  });
const pick = <T>(choices: readonly T[]): T => choices[Math.floor(Math.random() * choices.length)]!;
const anyTime = (): string => new Date(Date.now() + (Math.random() - 0.7) * 10 * 86_400_000).toISOString();

/**
 * Each function creates an item, then changes, moves, deletes or restores it. Any step may fail because of an injected
 * fault.
 */
const writes: ((contact: string, customers: readonly string[]) => Promise<void>)[] = [
  async (contact) => {
    const activities = `activities/contact/${contact}`;
    const made = await bodyOf(201, send('POST', activities, { kind: 'call', title: 'a', date: anyTime() }));
    const moved = await bodyOf(
      200,
      send('PATCH', `${activities}/${made.id}`, { date: anyTime() }, made.version),
    );
    if (Math.random() < 0.3) return;
    await bodyOf(200, send('DELETE', `${activities}/${made.id}`, undefined, moved.version));
    if (Math.random() < 0.5) await send('POST', `${activities}/${made.id}/restore`);
  },
  async (contact) => {
    const notes = `notes/contact/${contact}`;
    const { id, version } = await bodyOf(201, send('POST', notes, { body: 'n' }));
    if (Math.random() < 0.5) await send('DELETE', `${notes}/${id}`, undefined, version);
  },
  async (contact) => {
    const task = { title: 't', dueAt: anyTime(), recordType: 'contact', recordId: contact };
    const { id, version } = await bodyOf(201, send('POST', 'tasks', task));
    await send('PATCH', `tasks/${id}`, pick([{ done: true }, { dueAt: anyTime() }]), version);
  },
  async (_contact, customers) => {
    const { id, version } = await bodyOf(
      201,
      send('POST', 'deals', { title: 'd', customerId: pick(customers) }),
    );
    await send('PATCH', `deals/${id}`, { customerId: pick(customers) }, version);
  },
];

/** Writes until enough writes have succeeded, kills the host while writes continue, and starts it again. */
async function writeAndDie(contacts: readonly string[], customers: readonly string[]): Promise<void> {
  const enough = 15 + Math.floor(Math.random() * 15);
  let done = 0;
  let isDead = false;
  const writer = async (): Promise<void> => {
    while (!isDead) {
      await pick(writes)(pick(contacts), customers).then(
        () => (done += 1),
        () => sleep(5),
      );
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, writer));
  while (done < enough) await sleep(5);
  await host.kill();
  isDead = true;
  await writing;
  await start();
  await signIn();
}

const byKey = (items: Item[]): Record<string, string> =>
  Object.fromEntries(items.map(({ pk, sk, data }) => [`${pk} ${sk}`, String(data)]).sort());

/** The stored lines of timelines, and the lines that `linesOf` derives from all items. */
async function timelines(): Promise<{ stored: Record<string, string>; expected: Record<string, string> }> {
  const { linesOf } = await import('#data/projection/timeline/lines.ts');
  const items = [...(await openTable(host).organization(orgId)).values()];
  return {
    stored: byKey(items.filter(({ kind }) => kind === 'timeline')),
    expected: byKey(items.flatMap(linesOf)),
  };
}

test('timelines, counts of activities and next tasks are exact after kills of the host under writes and injected faults', async () => {
  const make = async (plural: string, body: object) =>
    (await bodyOf(201, send('POST', plural, body))).id as string;
  const contacts = [
    await make('contacts', { firstName: 'Ana' }),
    await make('contacts', { firstName: 'Ben' }),
  ];
  const customers = [await make('customers', { name: 'A' }), await make('customers', { name: 'B' })];
  for (let death = 0; death < deaths; death += 1) await writeAndDie(contacts, customers);
  await host.settled();
  const { stored, expected } = await timelines();
  expect(Object.keys(expected).length).toBeGreaterThan(20);
  expect(stored).toEqual(expected);
  const items = [...(await openTable(host).organization(orgId)).values()];
  const { activityRecords } = await import('#data/records/activity.ts');
  const { recordFrom } = await import('#data/records/stored.ts');
  for (const id of contacts) {
    const dates = items
      .filter(({ pk, kind }) => kind === 'activity' && pk === `ORG#${orgId}#contact#${id}`)
      .map(({ data }) => JSON.parse(data).date as string)
      .sort();
    const contact = await bodyOf(200, send('GET', `contacts/${id}`));
    expect([contact.activityCount, contact.lastActivityAt]).toEqual([dates.length, dates.at(-1)]);
    const planned = items
      .filter(({ kind, type }) => kind === 'record' && type === 'activity')
      .map((one) => recordFrom(activityRecords, one as never))
      .filter(({ about }) => about?.some((one) => one.id === id));
    const dueAt = planned.flatMap((one) => (one.done ? [] : [one.dueAt])).sort();
    const doneAt = planned.flatMap((one) => one.doneAt ?? []).sort();
    const item = items.find(({ pk, sk }) => pk === `ORG#${orgId}#contact#${id}` && sk === '~');
    expect([item?.nextTaskAt, item?.lastDoneAt]).toEqual([dueAt[0], doneAt.at(-1)]);
  }
}, 3_600_000);

test('rebuilding a timeline removes stray lines, adds missing ones and keeps the rest', async () => {
  const { info } = host;
  const { rebuildTimeline } = await import('#data/projection/timeline/rebuild.ts');
  const { recordDefinitions } = await import('#data/records/definitions.ts');
  const { newSession } = await import('#data/store/units.ts');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const { expected } = await timelines();
  const lines = await openTable(host).items(({ kind }) => kind === 'timeline');
  for (const [index, { pk, sk, ...line }] of lines.entries()) {
    if (index % 3 === 0) await client.send(new DeleteCommand({ TableName: info.table, Key: { pk, sk } }));
    if (index % 3 !== 1) continue;
    const stray = String(sk).replace(/^(T|U)#\d{4}/, '$1#1999');
    if (stray !== sk && !/#C\d+$/.test(String(sk)))
      await client.send(new PutCommand({ TableName: info.table, Item: { ...line, pk, sk: stray } }));
  }
  expect((await timelines()).stored).not.toEqual(expected);
  for (const { type, id } of await openTable(host).items(({ kind }) => kind === 'record')) {
    const definition = recordDefinitions[type as keyof typeof recordDefinitions];
    await rebuildTimeline(newSession(), { definition, orgId, id });
  }
  expect((await timelines()).stored).toEqual(expected);
});
