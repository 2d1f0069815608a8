import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { HostInfo } from 'local-aws/host-info.ts';
import { startDynoxide } from 'local-aws/engines/dynamodb/engine.ts';
import { ensureTable } from 'local-aws/engines/dynamodb/table.ts';
import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import { temporary } from '../host.ts';
import type { Item } from './recount.ts';

const region = 'us-east-1';
const name = 'Trial';

/** A client that calls an engine without permission checks. */
export function clientOf(endpoint: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region, credentials }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

export async function scanAll(client: DynamoDBDocumentClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    items.push(...((page.Items ?? []) as Item[]));
  }
  return items;
}

export function readTable({ dynamodbUrl, table }: HostInfo): Promise<Item[]> {
  return scanAll(clientOf(dynamodbUrl), table);
}

/**
 * Starts a real engine with an empty table, which has the keys and the first six indexes of the template, but no TTL.
 * Product modules that are imported afterward use this table, because they read its name and the engine's URL from the
 * environment, as in a function.
 */
export async function startTable(): Promise<{
  client: DynamoDBDocumentClient;
  name: string;
  stop(): Promise<void>;
}> {
  const folder = mkdtempSync(path.join(temporary, 'cobalt-table-'));
  const engine = await startDynoxide(folder);
  const pairs = ['', 'g1', 'g2', 'g3', 'g4', 'g5', 'g6'].map((prefix) => [`${prefix}pk`, `${prefix}sk`]);
  const keys = ([pk, sk]: string[]) => [
    { AttributeName: pk, KeyType: 'HASH' },
    { AttributeName: sk, KeyType: 'RANGE' },
  ];
  await ensureTable(createDynamoCall(engine.url, region), {
    name,
    arn: '',
    streamArn: '',
    ttlAttribute: undefined,
    createInput: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: pairs.flat().map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys(pairs[0] ?? []),
      GlobalSecondaryIndexes: pairs.slice(1).map((pair, index) => ({
        IndexName: `gsi${index + 1}`,
        KeySchema: keys(pair),
        Projection: {
          ProjectionType: 'INCLUDE',
          NonKeyAttributes: ['type', 'version', 'row', 'facets', 'n1', 'n2', 'n3'],
        },
      })),
    },
  });
  Object.assign(process.env, {
    TABLE_NAME: name,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  return {
    client: clientOf(engine.url),
    name,
    async stop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
