import type { Server } from 'node:net';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../http/listen.ts';
import { createAccess } from '../../iam/access.ts';
import { compilePolicies } from '../../iam/policy.ts';
import { region, startEngineUnderTest, tableName, type EngineUnderTest } from './engine-under-test.ts';
import { createDynamoFront } from './front.ts';

const tableArn = `arn:aws:dynamodb:${region}:000000000000:table/${tableName}`;
const allowed = ['GetItem', 'PutItem', 'DeleteItem'].map((name) => `dynamodb:${name}`);
const statements = compilePolicies(
  [
    {
      Statement: [
        { Effect: 'Allow', Action: allowed, Resource: tableArn },
        {
          Effect: 'Deny',
          Action: ['dynamodb:PutItem', 'dynamodb:DeleteItem'],
          Resource: tableArn,
          Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['USER#*'] } },
        },
      ],
    },
  ],
  'r',
);
const me = { name: 'f', arn: 'arn:me', accessKeyId: 'KEY', secretAccessKey: 's', statements };

let table: EngineUnderTest;
let front: Server;
let writes = 0;
let clientWith: (accessKeyId: string) => DynamoDBDocumentClient;

beforeAll(async () => {
  table = await startEngineUnderTest();
  const { hostname, port } = new URL(table.engine.url);
  front = createDynamoFront({
    upstream: { host: hostname, port: Number(port) },
    access: createAccess([me]),
    tableArn: (name) => tableArn.replace(tableName, name),
    partitionKey: 'pk',
    onWrite: () => (writes += 1),
  });
  const endpoint = `http://127.0.0.1:${await listen(front, 0)}`;
  clientWith = (accessKeyId) =>
    DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey: 's' } }),
    );
});
afterAll(async () => {
  front.close();
  await table.stop();
});

const Key = { pk: 'a', sk: '-' };

test('allowed calls reach the engine complete, including concurrent and large ones', async () => {
  const client = clientWith('KEY');
  const put = (at: number) =>
    client.send(
      new PutCommand({ TableName: tableName, Item: { pk: `p${at}`, sk: '-', text: 'é'.repeat(at * 2000) } }),
    );
  await Promise.all(Array.from({ length: 60 }, (_, at) => put(at)));
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { pk: 'p59', sk: '-' } }));
  expect(Item?.text).toBe('é'.repeat(118_000));
});

test('engine errors arrive in the SDK’s format', async () => {
  const put = new PutCommand({
    TableName: tableName,
    Item: Key,
    ConditionExpression: 'attribute_exists(pk)',
  });
  await expect(clientWith('KEY').send(put)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
});

test.each([
  [
    'a query',
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': 'a' },
    }),
    'dynamodb:Query',
  ],
  ['another table', new GetCommand({ TableName: 'Other', Key }), 'dynamodb:GetItem'],
  [
    'a transaction with one action too many',
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName: tableName, Item: { pk: 'never', sk: '-' } } },
        { ConditionCheck: { TableName: tableName, Key, ConditionExpression: 'attribute_not_exists(pk)' } },
      ],
    }),
    'dynamodb:ConditionCheckItem',
  ],
])(
  '%s without permission is refused with the error of AWS, and nothing is written',
  async (_what, command, action) => {
    const client = clientWith('KEY');
    await expect(client.send(command as GetCommand)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`arn:me is not authorized to perform: ${action}`),
    });
    const never = await client.send(new GetCommand({ TableName: tableName, Key: { pk: 'never', sk: '-' } }));
    expect(never.Item).toBeUndefined();
  },
);

test.each([
  ['a put', new PutCommand({ TableName: tableName, Item: { pk: 'USER#1', sk: '-' } })],
  ['a deletion', new DeleteCommand({ TableName: tableName, Key: { pk: 'USER#1', sk: '-' } })],
  [
    'a transaction with one such item',
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName: tableName, Item: { pk: 'never', sk: '-' } } },
        { Put: { TableName: tableName, Item: { pk: 'USER#1', sk: '-' } } },
      ],
    }),
  ],
])('%s in a partition that a policy denies is refused, and others are allowed', async (_what, command) => {
  const client = clientWith('KEY');
  await client.send(new PutCommand({ TableName: tableName, Item: Key }));
  await expect(client.send(command as PutCommand)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('with an explicit deny'),
  });
  await client.send(new PutCommand({ TableName: tableName, Item: Key }));
  for (const pk of ['never', 'USER#1']) {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { pk, sk: '-' } }));
    expect(Item).toBeUndefined();
  }
});

test('an unknown condition key is refused', async () => {
  const get = new GetCommand({ TableName: tableName, Key });
  await expect(clientWith('OTHER').send(get)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
});

test('writes are reported, reads are not', async () => {
  writes = 0;
  const client = clientWith('KEY');
  await client.send(new GetCommand({ TableName: tableName, Key }));
  expect(writes).toBe(0);
  await client.send(new PutCommand({ TableName: tableName, Item: Key }));
  expect(writes).toBe(1);
});
