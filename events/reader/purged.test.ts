import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { purgeKey, recordKey } from '#data/store/keys.ts';
import { startTable, stubLambda, tableName } from '../services-under-test.ts';

let engine: Awaited<ReturnType<typeof startTable>>;
let withoutPurged: typeof import('./purged.ts').withoutPurged;
let newSession: typeof import('#data/store/units.ts').newSession;

beforeAll(async () => {
  engine = await startTable();
  stubLambda({ AWS_ENDPOINT_URL_DYNAMODB: engine.url, TABLE_NAME: tableName });
  ({ withoutPurged } = await import('./purged.ts'));
  ({ newSession } = await import('#data/store/units.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.stop();
});

const changeOf = (orgId: string, eventName: 'REMOVE' | 'MODIFY'): DynamoDBRecord => {
  const { pk } = recordKey(orgId, 'contact', 'a');
  const image = { pk: { S: pk }, sk: { S: '~' } };
  return { eventName, dynamodb: eventName === 'REMOVE' ? { OldImage: image } : { NewImage: image } };
};

test('only removals of purged organizations are left out, for one small read each', async () => {
  await engine.table.send(new PutCommand({ TableName: tableName, Item: purgeKey('gone') }));
  const kept = [changeOf('live', 'REMOVE'), changeOf('gone', 'MODIFY')];
  const removed = Array.from({ length: 40 }, () => changeOf('gone', 'REMOVE'));
  const session = newSession();
  expect(await withoutPurged(session, [...removed, ...kept, ...removed])).toEqual(kept);
  expect(session.units.read).toBe(2);
  expect(await withoutPurged(session, removed)).toEqual([]);
  expect(session.units.read).toBe(2);
});

test('a batch without removals causes no read', async () => {
  const session = newSession();
  const changes = [changeOf('other', 'MODIFY'), { eventName: 'REMOVE', dynamodb: {} } as DynamoDBRecord];
  expect(await withoutPurged(session, changes)).toEqual(changes);
  expect(session.units.read).toBe(0);
});
