import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import type { Context } from '#data/organization/context.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';
import { scanAll, startTable } from './table-under-test.ts';

const table = await startTable();
const [
  { freezeStep },
  { newJob },
  { planOf, readJob },
  { transact },
  { contactRecords },
  { recordItem },
  { newSession },
] = await Promise.all([
  import('#data/jobs/freeze.ts'),
  import('#data/jobs/start.ts'),
  import('#data/jobs/job.ts'),
  import('#data/store/transact.ts'),
  import('#data/records/contact.ts'),
  import('#data/records/stored.ts'),
  import('#data/store/units.ts'),
]);

const orgId = uuidv7();
const [maker, report, other] = ['maker', 'report', 'other'];
const contacts = 1_200;
const rare = uuidv7();
const made = Array.from({ length: contacts }, () => uuidv7());

function contextOf(team: string[]): Context {
  const settings = { ...defaultLists('en'), id: orgId, currency: 'COP', timeZone: 'UTC' };
  return {
    ...newSession(),
    ...{ requestId: 'r', actor: { userId: maker }, orgId, role: 'manager', scope: 'team', settings, team },
    now: new Date().toISOString(),
    scopeFor: () => 'team',
  } as unknown as Context;
}

beforeAll(async () => {
  const stamp = '2026-11-01T00:00:00.000Z';
  const head = { version: 1, createdAt: stamp, createdBy: maker, updatedAt: stamp, updatedBy: maker };
  const items = Array.from({ length: contacts }, (_, index) =>
    recordItem(
      contactRecords,
      orgId,
      {
        ...{
          id: made[index] ?? '',
          ...head,
          firstName: 'Row',
          fullName: 'Row',
          statusId: 'prospect',
          ownerId: report,
        },
        ...(index === contacts - 1 ? { tagIds: [rare] } : {}),
      },
      {} as never,
    ),
  );
  for (let from = 0; from < items.length; from += 25) {
    const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: requests } }));
  }
});
afterAll(() => table.stop());

async function frozen(source: object | object[], teamAt: (step: number) => string[]) {
  const context = contextOf(teamAt(0));
  const sources = [source].flat().map((one) => ({ recordType: 'contact', ...one }));
  const { job, actions } = newJob(context, { kind: 'delete', params: {}, scope: 'team', sources });
  await transact(context, actions);
  const steps: number[] = [];
  let item = (await readJob(context, orgId, job.id, context.now))!;
  while (item.state === 'freezing') {
    const now = contextOf(teamAt(steps.length));
    item = await freezeStep(now, item);
    steps.push(now.units.read);
    expect(await readJob(now, orgId, job.id, now.now)).toMatchObject({ state: item.state, step: item.step });
  }
  return { item, steps };
}

/** The ids that a job has frozen, in order. */
async function frozenIds(jobId: string): Promise<string[]> {
  const items = await scanAll(table.client, table.name);
  const chunks = items.filter(({ pk, sk }) => pk.endsWith(`#JOB#${jobId}`) && sk.startsWith('CHUNK#'));
  return chunks.sort((a, b) => a.from - b.from).flatMap(({ ids }) => ids as string[]);
}

test('freezing stores the ids of all records that match, each once, and a chunk at a time', async () => {
  const { item, steps } = await frozen({ selection: {} }, () => [maker, report]);
  expect(item).toMatchObject({ state: 'running', total: contacts });
  expect(steps).toHaveLength(Math.ceil(contacts / limits.jobChunkIds));
  const frozenOnes = await frozenIds(planOf(item).id);
  expect(frozenOnes.toSorted()).toEqual([...made].sort());
});

test('a filter selects the records to freeze', async () => {
  const filter = { field: 'tagIds', op: 'anyOf' as const, value: [rare] };
  const { item } = await frozen({ selection: { filter } }, () => [maker, report]);
  expect(await frozenIds(planOf(item).id)).toEqual([made.at(-1)]);
});

test('the records of a second source are found from the first one on, also after several steps for the first source', async () => {
  const filter = { field: 'tagIds', op: 'anyOf' as const, value: [rare] };
  const { item } = await frozen([{ selection: {} }, { selection: { filter } }], () => [maker, report]);
  expect(item).toMatchObject({ state: 'running', total: contacts + 1 });
});

test('a job that version 0.3 started with the query parameters of a list freezes the same records', async () => {
  const { item } = await frozen({ query: { tagIds: rare, sort: '-name' } }, () => [maker, report]);
  expect(await frozenIds(planOf(item).id)).toEqual([made.at(-1)]);
});

test('freezing continues when its creator’s team changes', async () => {
  const teams = [
    [maker, report],
    [report, maker],
    [maker, report, other],
  ];
  const { item } = await frozen({ selection: {} }, (step) => teams[step % teams.length] ?? []);
  expect(item).toMatchObject({ state: 'running', total: contacts });
});
