import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDynoxide, type Engine } from './engine.ts';
import { repairStreamTables } from './stream-tables.ts';
import { ensureTable } from './table.ts';
import { createDynamoCall, type DynamoCall } from './wire.ts';

export type EngineUnderTest = {
  engine: Engine;
  call: DynamoCall;
  streamArn: string;
  folder: string;
  put(pk: string, attributes?: Record<string, object>): Promise<unknown>;
  stop(): Promise<void>;
};

export const tableName = 'Trial';
export const region = 'us-east-1';

/** A real engine with an empty table that has the keys `pk` and `sk` and the TTL attribute `expiresAt`. */
export async function startEngineUnderTest(): Promise<EngineUnderTest> {
  const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cobalt-engine-'));
  const engine = await startDynoxide(folder);
  const call = createDynamoCall(engine.url, region);
  const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
  const { streamArn } = await ensureTable(call, {
    name: tableName,
    arn: `arn:aws:dynamodb:${region}:000000000000:table/${tableName}`,
    streamArn: 'stream',
    ttlAttribute: 'expiresAt',
    createInput: {
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  });
  repairStreamTables(path.join(folder, 'dynamodb.sqlite'));
  return {
    engine,
    call,
    streamArn,
    folder,
    put: (pk, attributes = {}) =>
      call('PutItem', { TableName: tableName, Item: { pk: { S: pk }, sk: { S: '-' }, ...attributes } }),
    async stop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
