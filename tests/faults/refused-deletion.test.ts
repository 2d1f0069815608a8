import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { recordKey } from '#data/store/keys.ts';
import { jobKey, resultKey } from '#data/store/run-keys.ts';
import { startTable, stubLambda, tableName } from '../../events/services-under-test.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { runJob } from './run-job.ts';

const reason = 'lead_converted';

let engine: Awaited<ReturnType<typeof startTable>>;
let data: Awaited<ReturnType<typeof importData>>;
let context: Context;

/** Imports modules after the environment is set, because they read it on import. */
async function importData() {
  const [jobs, start, store, definitions, operations, units] = await Promise.all([
    import('#data/jobs/work.ts'),
    import('#data/jobs/start.ts'),
    import('#data/store/transact.ts'),
    import('#data/records/definitions.ts'),
    import('#data/records/operations.ts'),
    import('#data/store/units.ts'),
  ]);
  return { ...jobs, ...start, ...store, ...definitions, ...operations, ...units };
}

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  data = await importData();
  context = await ownerOfNew(engine.table, data.newSession());
  data.recordDefinitions.contact.rules = {
    mayDelete: ({ statusId }) => Promise.resolve(statusId === 'inactive' ? undefined : reason),
  };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const read = async (Key: object) =>
  (await engine.table.send(new GetCommand({ TableName: tableName, Key }))).Item!;
const isInTrash = async ({ id }: AnyRecord) =>
  (await read(recordKey(context.orgId, 'contact', id))).g1pk.includes('trash');

test('a record whose definition refuses its deletion stays, and the refusal says why', async () => {
  const contacts = data.recordOperations(data.recordDefinitions.contact);
  const create = (statusId: string): Promise<AnyRecord> =>
    contacts.create(context, { body: { firstName: 'Ana', statusId } });
  const [refused, alone, together] = [
    await create('prospect'),
    await create('inactive'),
    await create('inactive'),
  ];
  const problem = { code: 'conflict', detail: reason };
  await expect(contacts.delete(context, { id: refused.id })).rejects.toMatchObject(problem);
  await contacts.delete(context, { id: alone.id });
  const { job, actions } = data.newJob(context, {
    ...{ kind: 'delete', params: {}, scope: 'all', recordType: 'contact' },
    ids: [refused.id, together.id],
  });
  await data.transact(context, actions);
  await runJob((message) => data.advanceJob(data.newSession(), message, Date.now() + 60_000), {
    orgId: context.orgId,
    jobId: job.id,
  });
  expect(await read(jobKey(context.orgId, job.id))).toMatchObject({ state: 'done', done: 1, failed: 1 });
  expect(await read(resultKey(context.orgId, job.id, 'contact', refused.id))).toMatchObject({
    code: 'conflict',
  });
  expect(await Promise.all([refused, alone, together].map(isInTrash))).toEqual([false, true, true]);
});
