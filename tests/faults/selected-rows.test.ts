import { afterAll, expect, test } from 'vitest';
import type { ExportInput } from '#contract/export.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { runJob } from './run-job.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const [
  { advanceJob },
  { freezeStep },
  { planOf, readJob },
  { readResults },
  { newJob },
  { recordDefinitions },
  { recordOperations },
  { transact },
  { newSession },
  { appendToFeed },
  { frozenList },
] = await Promise.all([
  import('#data/jobs/work.ts'),
  import('#data/jobs/freeze.ts'),
  import('#data/jobs/job.ts'),
  import('#data/jobs/read.ts'),
  import('#data/jobs/start.ts'),
  import('#data/records/definitions.ts'),
  import('#data/records/operations.ts'),
  import('#data/store/transact.ts'),
  import('#data/store/units.ts'),
  import('#data/store/list-feed.ts'),
  import('#data/exports/list-rows.ts'),
]);

afterAll(() => table.stop());

const run = (orgId: string, jobId: string) =>
  runJob((message) => advanceJob(newSession(), message, Date.now() + 60_000), { orgId, jobId });

test('a job changes only records that still match its filter and search when it reaches them', async () => {
  const context = await ownerOfNew(table.client, newSession(), table.name);
  const { create, update, get } = recordOperations(recordDefinitions.contact);
  const newContact = (): Promise<AnyRecord> =>
    create(context, { body: { firstName: 'Ana', lastName: 'Gil', city: 'Cali' } });
  const [kept, moved, renamed, trashed] = [
    await newContact(),
    await newContact(),
    await newContact(),
    await newContact(),
  ];
  const filter = { field: 'city', op: 'is' as const, value: 'cali' };
  const { job, actions } = newJob(context, {
    ...{ kind: 'update', params: { values: { jobTitle: 'Manager' } }, scope: 'all' },
    sources: [{ recordType: 'contact', selection: { filter, q: 'gil' } }],
  });
  await transact(context, actions);
  const item = (await readJob(context, context.orgId, job.id, context.now))!;
  expect(await freezeStep(context, item)).toMatchObject({ state: 'running', total: 4 });
  await update(context, { id: moved.id, body: { city: 'Bogotá' } });
  await update(context, { id: renamed.id, body: { lastName: 'Ruiz' } });
  await recordOperations(recordDefinitions.contact).delete(context, { id: trashed.id });
  await run(context.orgId, job.id);
  expect(await readJob(context, context.orgId, job.id, context.now)).toMatchObject({ done: 1, failed: 3 });
  const { items } = await readResults(context, job.id, {});
  expect(new Map(items.map(({ recordId, code }) => [recordId, code]))).toEqual(
    new Map([
      [moved.id, 'not_selected'],
      [renamed.id, 'not_selected'],
      [trashed.id, 'not_found'],
    ]),
  );
  const titles = await Promise.all(
    [kept, moved, renamed].map(async ({ id }) => ((await get(context, { id })) as AnyRecord).jobTitle),
  );
  expect(titles).toEqual(['Manager', undefined, undefined]);
});

test('a job that finds another number of records than expected stops before it changes one', async () => {
  const context = await ownerOfNew(table.client, newSession(), table.name);
  const { create, get } = recordOperations(recordDefinitions.contact);
  const made: AnyRecord[] = [];
  for (let number = 0; number < 3; number += 1)
    made.push(await create(context, { body: { firstName: 'Ana' } }));
  for (const expectedTotal of [2, 4]) {
    const { job, actions } = newJob(context, {
      ...{ kind: 'update', params: { values: { jobTitle: 'Manager' } }, scope: 'all', expectedTotal },
      sources: [{ recordType: 'contact', selection: {} }],
    });
    await transact(context, actions);
    await run(context.orgId, job.id);
    expect(await readJob(context, context.orgId, job.id, context.now)).toMatchObject({
      state: 'stopped',
      done: 0,
    });
  }
  for (const { id } of made) expect(await get(context, { id })).toMatchObject({ version: 1 });
});

test('a job stops if a field in its filter was retired after it had found its records', async () => {
  const context = await ownerOfNew(table.client, newSession(), table.name);
  const contacts = recordOperations(recordDefinitions.contact);
  const contact: AnyRecord = await contacts.create(context, { body: { firstName: 'Ana', city: 'Cali' } });
  const filter = { field: 'city', op: 'is' as const, value: 'cali' };
  const recordType = 'contact';
  const { job, actions } = newJob(context, {
    ...{ kind: 'update', params: { values: { jobTitle: 'Manager' } }, scope: 'all' },
    sources: [{ recordType, selection: { filter } }],
  });
  await transact(context, actions);
  const item = (await readJob(context, context.orgId, job.id, context.now))!;
  expect(await freezeStep(context, item)).toMatchObject({ state: 'running', total: 1 });
  const retired = { recordType, selection: { filter: { ...filter, field: 'custom.gone' } } };
  await transact(context, [
    {
      update: {
        Key: { pk: item.pk, sk: item.sk },
        UpdateExpression: 'SET #data = :data',
        ExpressionAttributeNames: { '#data': 'data' },
        ExpressionAttributeValues: { ':data': JSON.stringify({ ...planOf(item), sources: [retired] }) },
      },
    },
  ]);
  await run(context.orgId, job.id);
  expect(await readJob(context, context.orgId, job.id, context.now)).toMatchObject({ state: 'stopped' });
  expect(((await contacts.get(context, { id: contact.id })) as AnyRecord).jobTitle).toBeUndefined();
});

test('jobs and exports find the records of a new customer by its name, however many changes there were', async () => {
  const context = await ownerOfNew(table.client, newSession(), table.name);
  const { orgId } = context;
  const source = { recordType: 'quote', selection: { q: 'alpha' } };
  const frozen = async () => {
    const { job, actions } = newJob(context, { kind: 'delete', params: {}, scope: 'all', sources: [source] });
    await transact(context, actions);
    return freezeStep(context, (await readJob(context, orgId, job.id, context.now))!);
  };
  const exported = async () => {
    const input = { recordType: 'quote', query: { q: 'alpha' }, columns: [] };
    // An export waits for its lists longer than the answer to a request.
    const delayed = { ...context, endsAt: Date.now() };
    return (await frozenList(delayed, { ...input, format: 'csv' } as ExportInput)).ids;
  };
  const addQuote = async (): Promise<string> => {
    const changed = Array.from({ length: 2_300 }, (_, at) => ({
      orgId,
      type: 'customer',
      id: `other-${at}`,
    }));
    await appendToFeed(newSession(), changed);
    const customer: AnyRecord = await recordOperations(recordDefinitions.customer).create(context, {
      body: { name: 'Alpha' },
    });
    const body = { customerId: customer.id, title: 'Offer' };
    return ((await recordOperations(recordDefinitions.quote).create(context, { body })) as AnyRecord).id;
  };
  expect(await exported()).toEqual([]);
  const first = await addQuote();
  expect(await exported()).toEqual([first]);
  await addQuote();
  expect(await frozen()).toMatchObject({ total: 2 });
});
