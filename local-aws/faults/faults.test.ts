import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  region,
  startEngineUnderTest,
  tableName,
  type EngineUnderTest,
} from '../engines/dynamodb/engine-under-test.ts';
import { createStreamSource, type Position } from '../streams/stream-source.ts';
import { startFaults } from './start-faults.ts';
import { createFaultStream } from './fault-stream.ts';

let table: EngineUnderTest;
let faults: Awaited<ReturnType<typeof startFaults>>;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  table = await startEngineUnderTest();
  faults = await startFaults(table.engine.url, table.call, { name: tableName, keys: ['pk', 'sk'] });
  client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: faults.url,
      region,
      credentials: { accessKeyId: 'k', secretAccessKey: 's' },
      maxAttempts: 10,
    }),
  );
});
afterAll(async () => {
  await faults.stop();
  await table.stop();
});

/** Writes an item. Retries until no conflict is injected. */
async function put(Item: Record<string, unknown>): Promise<void> {
  for (;;) {
    try {
      await client.send(new PutCommand({ TableName: tableName, Item }));
      return;
    } catch (error) {
      if ((error as Error).name !== 'TransactionConflictException') throw error;
    }
  }
}
const read = (pk: string, ConsistentRead: boolean) =>
  client.send(new GetCommand({ TableName: tableName, Key: { pk, sk: '-' }, ConsistentRead }));

test('weak reads show a write late, strong reads immediately', async () => {
  let late = 0;
  for (let at = 0; at < 30; at += 1) {
    await put({ pk: `late${at}`, sk: '-', n: 1 });
    expect((await read(`late${at}`, true)).Item).toMatchObject({ n: 1 });
    if (!(await read(`late${at}`, false)).Item) late += 1;
  }
  expect(late).toBeGreaterThan(10);
  await sleep(550);
  for (let at = 0; at < 30; at += 1) expect((await read(`late${at}`, false)).Item).toMatchObject({ n: 1 });
});

test('weak reads show the previous state for a while', async () => {
  let before = 0;
  await put({ pk: 'old', sk: '-', n: 1 });
  for (let at = 0; at < 10; at += 1) {
    await sleep(550);
    await put({ pk: 'old', sk: '-', n: 2 + at });
    const { Item } = await read('old', false);
    if (Item?.n === 1 + at) before += 1;
    else expect(Item?.n).toBe(2 + at);
  }
  expect(before).toBeGreaterThan(2);
});

test('indexes show a write late, and a page reports its count', async () => {
  const query = () =>
    client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'page' },
      }),
    );
  for (let at = 0; at < 10; at += 1) await put({ pk: 'page', sk: String(at) });
  const early = await query();
  expect(early.Items?.length).toBeLessThan(10);
  expect(early.Count).toBe(early.Items?.length);
  await sleep(550);
  expect((await query()).Count).toBe(10);
});

test('transactions are sometimes cancelled by conflicts without writing anything', async () => {
  let conflicts = 0;
  for (let at = 0; at < 200; at += 1) {
    const Items = ['a', 'b'].map((sk) => ({ Put: { TableName: tableName, Item: { pk: `t${at}`, sk } } }));
    try {
      await client.send(new TransactWriteCommand({ TransactItems: Items }));
    } catch (error) {
      expect(error).toMatchObject({ name: 'TransactionCanceledException' });
      const reasons = (error as { CancellationReasons: { Code: string }[] }).CancellationReasons;
      expect(reasons.map(({ Code }) => Code).sort()).toEqual(['None', 'TransactionConflict']);
      expect(
        (await table.call('GetItem', { TableName: tableName, Key: { pk: { S: `t${at}` }, sk: { S: 'a' } } }))
          .Item,
      ).toBeUndefined();
      conflicts += 1;
    }
  }
  expect(conflicts).toBeGreaterThan(0);
});

test('unprocessed parts of a batch are returned and the rest is done', async () => {
  let undone = 0;
  for (let at = 0; at < 60; at += 1) {
    const requests = Array.from({ length: 10 }, (_, n) => ({
      PutRequest: { Item: { pk: `b${at}`, sk: String(n) } },
    }));
    const written = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    const left = written.UnprocessedItems?.[tableName] ?? [];
    const Keys = requests.map(({ PutRequest: { Item } }) => Item);
    const there = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
    );
    const unread = there.UnprocessedKeys?.[tableName]?.Keys ?? [];
    expect((there.Responses?.[tableName]?.length ?? 0) + unread.length).toBeGreaterThanOrEqual(
      10 - left.length,
    );
    undone += left.length + unread.length;
  }
  expect(undone).toBeGreaterThan(0);
});

test('the stream has four shards with all records, ordered per partition key, some repeated', async () => {
  const stream = createFaultStream(createStreamSource(table.call, table.streamArn), 'pk');
  const shards = await stream.shards();
  expect(shards).toHaveLength(4);
  for (let at = 0; at < 400; at += 1) await table.put(`s${at % 40}`, { n: { N: String(at) } });
  const seen = new Map<string, number[]>();
  let repeats = 0;
  async function drain(shard: string): Promise<void> {
    let after: Position;
    let highest = 0;
    for (;;) {
      const { records, end } = await stream.read(shard, after, 60);
      if (records.length === 0 && end === after) return;
      after = end;
      for (const { dynamodb } of records) {
        const number = Number(dynamodb.SequenceNumber);
        if (number <= highest) repeats += 1;
        highest = Math.max(highest, number);
        const pk = dynamodb.Keys.pk!.S!;
        const numbers = seen.get(pk) ?? [];
        if (!numbers.includes(number)) numbers.push(number);
        seen.set(pk, numbers);
      }
    }
  }
  await Promise.all(shards.map(drain));
  for (const numbers of seen.values()) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const written = [...seen].filter(([pk]) => /^s\d+$/.test(pk)).flatMap(([, numbers]) => numbers);
  expect(written).toHaveLength(400);
  expect(repeats).toBeGreaterThan(0);
}, 30_000);
