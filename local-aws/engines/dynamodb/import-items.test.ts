import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { region, startEngineUnderTest, tableName, type EngineUnderTest } from './engine-under-test.ts';
import { startDynoxide } from './engine.ts';
import { importItems, type TableDescription } from './import-items.ts';
import { createDynamoCall, type DynamoCall } from './wire.ts';

let table: EngineUnderTest;
beforeEach(async () => {
  table = await startEngineUnderTest();
});
afterEach(() => table.stop());

const descriptionBy = async (call: DynamoCall) =>
  (await call('DescribeTable', { TableName: tableName })).Table as TableDescription;
const timeToLiveBy = (call: DynamoCall) => call('DescribeTimeToLive', { TableName: tableName });

/** The sequence numbers of the stream's records. */
async function numbersBy(call: DynamoCall, streamArn: string): Promise<bigint[]> {
  const { StreamDescription } = await call('DescribeStream', { StreamArn: streamArn });
  const numbers: bigint[] = [];
  for (const { ShardId } of (StreamDescription as { Shards: { ShardId: string }[] }).Shards) {
    const of = { StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator } = await call('GetShardIterator', of);
    const { Records } = await call('GetRecords', { ShardIterator });
    for (const { dynamodb } of Records as { dynamodb: { SequenceNumber: string } }[])
      numbers.push(BigInt(dynamodb.SequenceNumber));
  }
  return numbers;
}

test('imported items replace those of their keys, and the table stays as it was otherwise, stream included', async () => {
  await table.put('kept', { value: { N: '1' } });
  await table.put('replaced', { value: { N: '1' } });
  const before = await descriptionBy(table.call);
  const timeToLive = await timeToLiveBy(table.call);
  const numbers = await numbersBy(table.call, table.streamArn);
  await table.engine.stop();
  const source = path.join(table.folder, 'source');
  mkdirSync(source);
  const item = (pk: string) => ({ Item: { pk: { S: pk }, sk: { S: '-' }, value: { N: '2' } } });
  writeFileSync(path.join(source, 'a.json'), `${JSON.stringify(item('replaced'))}\n`);
  writeFileSync(path.join(source, 'b.json'), `${JSON.stringify(item('added'))}\n`);
  await importItems(path.join(table.folder, 'dynamodb.sqlite'), before, source);
  const engine = await startDynoxide(table.folder);
  try {
    const call = createDynamoCall(engine.url, region);
    const valueOf = async (pk: string) => {
      const Key = { pk: { S: pk }, sk: { S: '-' } };
      const { Item } = await call('GetItem', { TableName: tableName, Key });
      return (Item as { value: { N: string } }).value.N;
    };
    expect([await valueOf('kept'), await valueOf('replaced'), await valueOf('added')]).toEqual([
      '1',
      '2',
      '2',
    ]);
    const after = await descriptionBy(call);
    expect({ ...after, ItemCount: 0, TableSizeBytes: 0 }).toEqual({
      ...before,
      ItemCount: 0,
      TableSizeBytes: 0,
    });
    expect(await timeToLiveBy(call)).toEqual(timeToLive);
    await call('PutItem', { TableName: tableName, Item: item('later').Item });
    const [later, ...others] = (await numbersBy(call, table.streamArn)).toReversed();
    expect(others.toReversed()).toEqual(numbers);
    expect(later! > numbers.at(-1)!).toBe(true);
  } finally {
    await engine.stop();
  }
});
