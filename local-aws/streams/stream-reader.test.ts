import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  region,
  startEngineUnderTest,
  tableName,
  type EngineUnderTest,
} from '../engines/dynamodb/engine-under-test.ts';
import { startExpiry } from '../engines/dynamodb/expiry.ts';
import type { Outcome } from '../lambda/function-runner.ts';
import type { SourceDefinition } from '../template/events.ts';
import { createCheckpoints } from './checkpoints.ts';
import { shareReads } from './shared-reads.ts';
import { startStreamReader, type StreamReader } from './stream-reader.ts';
import { createStreamSource, type StreamRecord } from './stream-source.ts';

type Handed = { pk: string; number: string; eventName: string; userIdentity?: unknown };
type Answer = (batch: Handed[]) => Outcome | Promise<Outcome>;

const definition: SourceDefinition = {
  id: 'reader',
  functionName: 'f',
  sourceArn: 'arn:stream',
  batchSize: 10,
  filters: [],
  reportsItemFailures: true,
  bisects: true,
  maxRetries: 1,
  maxAgeSeconds: -1,
  maxConcurrency: undefined,
  failureQueueArn: 'arn:queue',
};
const success: Outcome = { kind: 'result', json: 'null' };
const crash: Outcome = { kind: 'failure', errorType: 'Error', message: 'as requested' };
const failAt = (number: string): Outcome => ({
  kind: 'result',
  json: JSON.stringify({ batchItemFailures: [{ itemIdentifier: number }] }),
});

let table: EngineUnderTest;
let database: DatabaseSync;
let started: StreamReader[] = [];
const handed: Handed[] = [];
const failures: object[] = [];

beforeAll(async () => {
  table = await startEngineUnderTest();
});
afterAll(() => table.stop());
let begin = '';
beforeEach(async () => {
  database = new DatabaseSync(':memory:');
  handed.length = failures.length = 0;
  // Each test starts at the current end of the stream.
  await table.put('begin', { at: { S: String(Math.random()) } });
  const stream = createStreamSource(table.call, table.streamArn);
  const [shard = ''] = await stream.shards();
  begin = (await stream.read(shard, undefined, 1000)).end ?? '';
  createCheckpoints(database).write(definition.id, shard, begin);
});
afterEach(async () => {
  await Promise.all(started.map((reader) => reader.stop()));
  started = [];
});

function handedRecord(record: StreamRecord): Handed {
  const { eventName, dynamodb, userIdentity } = record;
  const base = { pk: dynamodb.Keys.pk!.S!, number: dynamodb.SequenceNumber, eventName };
  return userIdentity ? { ...base, userIdentity } : base;
}

async function start(
  answer: Answer,
  changes: Partial<SourceDefinition> = {},
  isExpiry = (_r: StreamRecord) => false,
) {
  const reader = await startStreamReader({
    definition: { ...definition, ...changes },
    functionArn: 'arn:f',
    region,
    stream: shareReads(createStreamSource(table.call, table.streamArn)),
    checkpoints: createCheckpoints(database),
    async invoke(_name, event) {
      const batch = (event as { Records: StreamRecord[] }).Records.map(handedRecord);
      const outcome = await answer(batch);
      handed.push(...batch);
      return outcome;
    },
    onFailure: (report) => failures.push(report),
    isExpiry,
    onError: (error) => failures.push({ error }),
  });
  started.push(reader);
  return reader;
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!holds() && Date.now() < end) await sleep(5);
  expect(holds()).toBe(true);
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `k${at}`);
const keys = () => handed.map(({ pk }) => pk);

test('every write is delivered once and in order', async () => {
  await start(() => success);
  for (const name of names(50)) await table.put(name);
  await until(() => handed.length >= 50);
  expect(keys()).toEqual(names(50));
});

test('a reader reports that it has caught up even while others keep writing', async () => {
  let isOver = false;
  const reader = await start(async () => {
    await sleep(20);
    return success;
  });
  const writing = (async () => {
    while (!isOver) await table.put('on');
  })();
  try {
    await table.put('mine');
    const writtenAt = Date.now();
    await until(() => reader.caughtUpAt() > writtenAt);
    expect(keys()).toContain('mine');
  } finally {
    isOver = true;
    await writing;
  }
});

test('a restarted reader continues where it stopped, and two readers do not affect each other', async () => {
  const first = await start(() => success);
  await table.put('a');
  await until(() => handed.length === 1);
  await first.stop();
  await table.put('b');
  await start(() => success);
  await until(() => handed.length === 2);
  await start(() => success, { id: 'other' });
  await until(() => keys().includes('begin'));
  expect(keys().slice(0, 2)).toEqual(['a', 'b']);
});

test('a batch that was being processed when the host died is delivered again', async () => {
  const hanging = await start(() => new Promise<Outcome>(() => undefined));
  await table.put('lost');
  await sleep(100);
  expect(hanging.delivered()).toBe(0);
  started = [];
  await start(() => success);
  await until(() => handed.length === 1);
  expect(keys()).toEqual(['lost']);
});

test('a partial failure restarts at the first failed record', async () => {
  for (const name of names(5)) await table.put(name);
  let hasFailed = false;
  await start((batch) => {
    const third = batch.find(({ pk }) => pk === 'k2');
    if (hasFailed || !third) return success;
    hasFailed = true;
    return failAt(third.number);
  });
  await until(() => keys().filter((key) => key === 'k4').length === 2);
  expect(keys()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k2', 'k3', 'k4']);
});

test('a record that always fails is isolated by halving, reported and skipped', async () => {
  for (const name of names(8)) await table.put(name);
  const done: string[] = [];
  const reader = await start((batch) => {
    if (batch.some(({ pk }) => pk === 'k5')) return crash;
    done.push(...batch.map(({ pk }) => pk));
    return success;
  });
  await until(() => done.includes('k7'));
  expect(done).toEqual(names(8).filter((name) => name !== 'k5'));
  expect(failures).toMatchObject([
    { requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: { batchSize: 1 } },
  ]);
  await until(() => reader.behindSeconds() === 0);
});

test('records that are too old are reported and skipped', async () => {
  await table.put('old');
  await sleep(1100);
  await start(() => crash, { maxAgeSeconds: 0, maxRetries: -1 });
  await until(() => failures.length === 1);
  expect(failures).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
});

test('only records that match the filter are delivered, and others are skipped permanently', async () => {
  const filters = [JSON.stringify({ dynamodb: { NewImage: { kind: { S: ['record'] } } } })];
  const reader = await start(() => success, { filters });
  await table.put('other', { kind: { S: 'change' } });
  await table.put('mine', { kind: { S: 'record' } });
  await until(() => handed.length === 1);
  expect(keys()).toEqual(['mine']);
  await until(() => Number(Object.values(reader.positions())[0]) > Number(begin) + 1);
});

test('a TTL removal carries the service’s identity, and a manual one does not', async () => {
  const expiry = startExpiry(table.call, database, {
    name: tableName,
    keys: ['pk', 'sk'],
    attribute: 'expiresAt',
  });
  const seconds = Math.floor(Date.now() / 1000);
  await table.put('due', { expiresAt: { N: String(seconds - 10) } });
  await table.put('later', { expiresAt: { N: String(seconds + 1000) } });
  await table.put('by hand');
  expect(await expiry.sweep()).toBe(1);
  await table.call('DeleteItem', { TableName: tableName, Key: { pk: { S: 'by hand' }, sk: { S: '-' } } });
  expiry.stop();
  await start(
    () => success,
    {},
    (record) => expiry.isExpiry(record),
  );
  await until(() => handed.length >= 5);
  const removed = handed.filter(({ eventName }) => eventName === 'REMOVE');
  expect(removed.map(({ pk, userIdentity }) => [pk, userIdentity])).toEqual([
    ['due', { type: 'Service', principalId: 'dynamodb.amazonaws.com' }],
    ['by hand', undefined],
  ]);
});
