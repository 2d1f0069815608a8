import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Context } from '#data/organization/context.ts';
import { changePrefix, recordKey } from '#data/store/keys.ts';
import { jobKey, resultKey } from '#data/store/run-keys.ts';
import type { JobItem } from '#data/jobs/job.ts';
import { contactRecords } from '#data/records/contact.ts';
import { recordFrom } from '#data/records/stored.ts';
import { pointStep } from '../counts.ts';
import { startTable, stubLambda, tableName } from '../../events/services-under-test.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { runJob } from './run-job.ts';

/** Enough for several lanes, and for several steps of a job without lanes. */
const contacts = 55;
const ids = Array.from({ length: contacts }, () => uuidv7());
const never = uuidv7();

let engine: Awaited<ReturnType<typeof startTable>>;
let data: Awaited<ReturnType<typeof importData>>;
let context: Context;
let orgId: string;
/** Number of table calls until the process crashes; later calls fail. */
let callsLeft = Infinity;
let diesAfterCall = false;
/** Number of edits so far, each of which changes every contact once. */
let changes = 0;

/** Imports modules after the environment is set, because they read it on import. */
async function importData() {
  const [
    { client },
    { advanceJob },
    { newJob },
    { transact },
    { contactRecords },
    { creation },
    { newSession },
  ] = await Promise.all([
    import('#data/sdk/client.ts'),
    import('#data/jobs/work.ts'),
    import('#data/jobs/start.ts'),
    import('#data/store/transact.ts'),
    import('#data/records/contact.ts'),
    import('#data/records/write.ts'),
    import('#data/store/units.ts'),
  ]);
  return { client, advanceJob, newJob, transact, contactRecords, creation, newSession };
}

/** Progress that the job has written, step by step. */
let steps: string[] = [];

function noteStep(input: object): void {
  const { TransactItems: [first] = [] } = input as { TransactItems?: { Update?: Record<string, any> }[] };
  const { Key, ExpressionAttributeValues: values } = first?.Update ?? {};
  if (values?.[':done'] !== undefined)
    steps.push(`${Key.sk.S}: ${values[':done'].N} done, ${values[':failed'].N} failed`);
}

/** An error that looks like a lost connection. */
const death = () => Object.assign(new Error('dead'), { $metadata: {} });

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  data = await importData();
  // Added before the first call, because the client composes the middleware of a command only once.
  data.client.middlewareStack.add(
    (next) => async (args) => {
      callsLeft -= 1;
      if (callsLeft < 0 || (callsLeft === 0 && !diesAfterCall)) throw death();
      const answer = await next(args);
      noteStep(args.input);
      if (callsLeft === 0) throw death();
      return answer;
    },
    { step: 'initialize', name: 'death' },
  );
  context = await ownerOfNew(engine.table, data.newSession());
  orgId = context.orgId;
  for (const id of ids) {
    const { actions } = data.creation(data.contactRecords, context, { firstName: 'Row' }, '', id);
    await data.transact(context, actions);
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

/** Starts an edit of all contacts: in one sequence, or in lanes, to which it distributes the ids of another job. */
async function newEdit(isInLanes: boolean): Promise<string> {
  changes += 1;
  const order = { kind: 'update', params: { values: { city: `City ${changes}` } }, scope: 'all' } as const;
  const { job, actions } = data.newJob(context, {
    ...order,
    ...(isInLanes
      ? { sources: [{ recordType: 'contact', ofJob: await namingAll() }] }
      : { recordType: 'contact', ids: [...ids, never] }),
  });
  await data.transact(context, actions);
  return job.id;
}

/** A job that has the ids of all contacts. It doesn't run, and is stored as if it had changed all of them. */
let naming: string | undefined;
async function namingAll(): Promise<string> {
  if (naming === undefined) {
    const { job, actions } = data.newJob(context, {
      ...{ kind: 'delete', params: {}, scope: 'all', recordType: 'contact' },
      ids: [...ids, never],
    });
    await data.transact(context, actions);
    await engine.table.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...jobKey(orgId, job.id) },
        UpdateExpression: 'SET #state = :state, done = :done',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': 'done', ':done': contacts + 1 },
      }),
    );
    naming = job.id;
  }
  return naming;
}

const advanceJob = (jobId: string) =>
  runJob((message) => data.advanceJob(data.newSession(), message, Date.now() + 60_000), { orgId, jobId });

/**
 * Delivers the messages of a job. If a run crashes, all messages are lost, and the job starts again from a new first
 * message. Returns whether a run crashed.
 */
async function deliver(jobId: string): Promise<boolean> {
  try {
    await advanceJob(jobId);
    return false;
  } catch {
    callsLeft = Infinity;
    await advanceJob(jobId);
    return true;
  }
}

async function under(pk: string, prefix: string): Promise<Record<string, any>[]> {
  const { Items = [] } = await engine.table.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    }),
  );
  return Items;
}

/**
 * Expects that every edit so far has changed each contact once, and that the job reports these contacts as done and the
 * unknown id as failed.
 */
async function expectDoneOnce(jobId: string): Promise<void> {
  const { pk, sk } = jobKey(orgId, jobId);
  const [job] = (await under(pk, sk)) as unknown as JobItem[];
  expect(job).toMatchObject({ state: 'done', total: contacts + 1, done: contacts, failed: 1 });
  const results = await under(resultKey(orgId, jobId, '', '').pk, 'RESULT#');
  expect(results).toMatchObject([{ recordId: never, code: 'not_found' }]);
  const keys = ids.map((id) => recordKey(orgId, 'contact', id));
  const { Responses } = await engine.table.send(
    new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys } } }),
  );
  const records = Responses?.[tableName] ?? [];
  expect(records).toHaveLength(contacts);
  expect(new Set(records.map(({ version }) => version as number))).toEqual(new Set([1 + changes]));
  const cities = records.map((record) => recordFrom(contactRecords, record as never).city);
  expect(new Set(cities)).toEqual(new Set([`City ${changes}`]));
}

/** Expects one history entry for the creation of each contact, and one for each edit. */
async function expectHistoryOfEach(): Promise<void> {
  for (const id of ids) {
    const history = await under(recordKey(orgId, 'contact', id).pk, changePrefix);
    expect(history).toHaveLength(1 + changes);
  }
}

test.each([
  ['without lanes', 'before', false, false],
  ['without lanes', 'after', false, true],
  ['in lanes', 'before', true, false],
  ['in lanes', 'after', true, true],
])(
  'a job %s that crashes %s any of its calls and loses its messages continues where it stopped, and changes each record once',
  async (_lanes, _when, isInLanes, diesAfter) => {
    for (let point = 1; ; point += pointStep) {
      const jobId = await newEdit(isInLanes);
      [callsLeft, diesAfterCall] = [point, diesAfter];
      const died = await deliver(jobId);
      callsLeft = Infinity;
      await expectDoneOnce(jobId);
      if (!died) {
        // A job without lanes makes so many calls.
        expect(point).toBeGreaterThanOrEqual(12);
        await expectHistoryOfEach();
        return;
      }
    }
  },
);

test.each([
  ['before', false],
  ['after', true],
])(
  'a job for searchable fields that crashes %s any call keeps every record’s version and history',
  async (_, diesAfter) => {
    for (let point = 1; ; point += pointStep) {
      const region = `r${diesAfter ? 1 : 0}x${point}`;
      const rows = [uuidv7(), uuidv7(), uuidv7()];
      for (const id of rows) {
        const values = { firstName: 'Row', custom: { region } };
        const { actions } = data.creation(data.contactRecords, context, values, '', id);
        await data.transact(context, actions);
      }
      const { job, actions } = data.newJob(context, {
        ...{ kind: 'customFields', params: {}, scope: 'all', recordType: 'contact' },
        ids: rows,
      });
      await data.transact(context, actions);
      [callsLeft, diesAfterCall] = [point, diesAfter];
      const died = await deliver(job.id);
      callsLeft = Infinity;
      for (const id of rows) {
        const [record] = await under(recordKey(orgId, 'contact', id).pk, '~');
        expect(record?.version).toBe(1);
        expect(await under(recordKey(orgId, 'contact', id).pk, changePrefix)).toHaveLength(1);
      }
      if (!died) {
        // A job without lanes makes so many calls.
        expect(point).toBeGreaterThanOrEqual(12);
        return;
      }
    }
  },
);

test('a job stops if the custom field in its filter was retired', async () => {
  const { job, actions } = data.newJob(context, {
    ...{ kind: 'delete', params: {}, scope: 'all' },
    sources: [{ recordType: 'contact', query: { 'custom.gone': 'x' } }],
  });
  await data.transact(context, actions);
  await advanceJob(job.id);
  const { pk, sk } = jobKey(orgId, job.id);
  expect(await under(pk, sk)).toMatchObject([{ state: 'stopped', total: 0, done: 0 }]);
});

test.each([
  ['without lanes', false],
  ['in lanes', true],
])(
  'a job %s whose messages are delivered many times processes each record and step once',
  async (_, isInLanes) => {
    for (let round = 0; round < 3; round += 1) {
      const jobId = await newEdit(isInLanes);
      // Only one run can distribute the ids to lanes, and all others then send messages for them: 21 concurrent runs.
      if (isInLanes) await data.advanceJob(data.newSession(), { orgId, jobId }, Date.now() + 60_000);
      steps = [];
      await Promise.all(Array.from({ length: 7 }, () => advanceJob(jobId)));
      await expectDoneOnce(jobId);
      expect(steps.length).toBeGreaterThan(1);
      expect(new Set(steps).size).toBe(steps.length);
    }
  },
);
