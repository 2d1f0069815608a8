import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type ReturnConsumedCapacity,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { count, seed } from '../counts.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const { reportingMiddleware, settings } = await import('#data/sdk/client.ts');
const { callDirectly } = await import('#data/sdk/direct-calls.ts');
const { plainItem } = await import('#data/sdk/plain-item.ts');
const { requestHandler } = await import('#data/sdk/request-handler.ts');

// A write that is repeated because the machine is busy can have another result.
requestHandler.updateHttpClientConfig('requestTimeout', 60_000);
afterAll(() => table.stop());

/** The SDK adds this header to its own requests. */
const isDirect = (headers: Record<string, string>): boolean => !('amz-sdk-request' in headers);

/** The headers of the requests that a client has sent. */
const sentBy = (client: DynamoDBClient): Record<string, string>[] => sent.get(client) ?? [];
const sent = new WeakMap<DynamoDBClient, Record<string, string>[]>();

function newClient(): DynamoDBClient {
  const requests: Record<string, string>[] = [];
  const handle: typeof requestHandler.handle = (call) => {
    requests.push(call.headers);
    return requestHandler.handle(call);
  };
  const client = new DynamoDBClient({ ...settings, requestHandler: { ...requestHandler, handle } });
  for (const name of reportingMiddleware) client.middlewareStack.remove(name);
  sent.set(client, requests);
  return client;
}
const sdk = newClient();
const direct = newClient();
callDirectly(direct);

type Wire = Record<string, AttributeValue>;
/** Makes the same call in a partition. */
type Call = (pk: string) => object;

/** What a call of one client comes to. Both clients have a partition of their own, whose name is left out. */
async function outcomeOf(client: DynamoDBClient, pk: string, call: Call): Promise<unknown> {
  const settle = (value: object) => ({
    ...value,
    $metadata: { ...(value as Answer).$metadata, requestId: '' },
  });
  interface Answer {
    $metadata: object;
  }
  const outcome = await client.send(call(pk) as GetItemCommand).then(
    (output) => ({ output: settle(output) }),
    (error: Error) => ({
      error: { ...settle(error), name: error.name, message: error.message, type: error.constructor.name },
    }),
  );
  return JSON.parse(JSON.stringify(outcome, (_, value: unknown) => shown(value)).replaceAll(pk, 'partition'));
}

/** Bytes differ from texts and lists in JSON, too. */
const shown = (value: unknown): unknown =>
  value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('hex') } : value;

async function expectSame(
  call: Call,
): Promise<{ output?: Record<string, unknown>; error?: { name: string } }> {
  const [expected, received] = [
    await outcomeOf(sdk, 'sdk-side', call),
    await outcomeOf(direct, 'direct-side', call),
  ];
  expect(received).toEqual(expected);
  return received as { output?: Record<string, unknown> };
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('"B":"AQID"', '\u0000', '\u2028', '\\', 'ñ', '😀', '{"BS":[]}'),
);
const number = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom('0', '-0.5', '1e3', '9007199254740993', '123456789012345678901234567890', '-1E-20'),
);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 6 });
const distinct = <T>(one: fc.Arbitrary<T>) =>
  fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: String });
/** The engine takes a name that is U+0000 for a backslash now and then. */
const name = fc.oneof(
  text.filter((one) => !one.includes('\u0000')),
  fc.constantFrom('B', 'BS', 'S', 'N', 'M', 'L', 'length', 'constructor'),
);
const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text.map((S) => ({ S })),
    number.map((N) => ({ N })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true }),
    bytes.map((B) => ({ B })),
    distinct(text).map((SS) => ({ SS })),
    distinct(fc.integer().map(String)).map((NS) => ({ NS })),
    distinct(bytes).map((BS) => ({ BS })),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }).map((M) => ({ M })),
  ),
}));
const attributes = fc.dictionary(name, value, { maxKeys: 4 }) as fc.Arbitrary<Wire>;

const returned = fc.constantFrom<ReturnConsumedCapacity[]>('TOTAL', 'INDEXES', 'NONE');
const sk = fc.constantFrom('a', 'b', 'c', 'd');
const strong = fc.boolean();
const keyOf = (pk: string, id: string): Wire => ({ pk: { S: pk }, sk: { S: id } });
const TableName = table.name;
const isNew = {
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
};
const condition = fc.constantFrom({}, isNew);

const calls: Record<string, fc.Arbitrary<Call>> = {
  GetItem: fc.record({ sk, strong, returned }).map(
    ({ sk: id, strong: ConsistentRead, returned: ReturnConsumedCapacity }) =>
      (pk) =>
        new GetItemCommand({ TableName, Key: keyOf(pk, id), ConsistentRead, ReturnConsumedCapacity }),
  ),
  BatchGetItem: fc.record({ ids: fc.uniqueArray(sk, { minLength: 1 }), returned }).map(
    ({ ids, returned: ReturnConsumedCapacity }) =>
      (pk) =>
        new BatchGetItemCommand({
          RequestItems: { [TableName]: { Keys: ids.map((id) => keyOf(pk, id)) } },
          ReturnConsumedCapacity,
        }),
  ),
  Query: fc
    .record({ limit: fc.integer({ min: 1, max: 3 }), from: fc.option(sk, { nil: undefined }), returned })
    .map(
      ({ limit, from, returned: ReturnConsumedCapacity }) =>
        (pk) =>
          new QueryCommand({
            TableName,
            KeyConditionExpression: '#pk = :pk',
            ExpressionAttributeNames: { '#pk': 'pk' },
            ExpressionAttributeValues: { ':pk': { S: pk } },
            ExclusiveStartKey: from === undefined ? undefined : keyOf(pk, from),
            Limit: limit,
            ReturnConsumedCapacity,
          }),
    ),
  Scan: fc.constant(
    (pk) =>
      new ScanCommand({
        TableName,
        FilterExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ProjectionExpression: 'sk',
      }),
  ),
  PutItem: fc.record({ sk, attributes, condition, returned }).map(
    ({ sk: id, attributes: more, condition: needed, returned: ReturnConsumedCapacity }) =>
      (pk) =>
        new PutItemCommand({
          ...{ TableName, Item: { ...more, ...keyOf(pk, id) }, ...needed },
          ...{ ReturnValues: 'ALL_OLD', ReturnConsumedCapacity },
        }),
  ),
  UpdateItem: fc.record({ sk, value }).map(
    ({ sk: id, value: set }) =>
      (pk) =>
        new UpdateItemCommand({
          ...{ TableName, Key: keyOf(pk, id), UpdateExpression: 'SET #set = :set ADD times :one' },
          ...{ ExpressionAttributeNames: { '#set': 'set' }, ReturnValues: 'ALL_NEW' },
          ExpressionAttributeValues: { ':set': set, ':one': { N: '1' } },
        }),
  ),
  DeleteItem: fc.record({ sk, condition }).map(
    ({ sk: id, condition: needed }) =>
      (pk) =>
        new DeleteItemCommand({ TableName, Key: keyOf(pk, id), ...needed, ReturnValues: 'ALL_OLD' }),
  ),
  BatchWriteItem: fc.record({ put: attributes, returned }).map(
    ({ put, returned: ReturnConsumedCapacity }) =>
      (pk) =>
        new BatchWriteItemCommand({
          RequestItems: {
            [TableName]: [
              { PutRequest: { Item: { ...put, ...keyOf(pk, 'a') } } },
              { DeleteRequest: { Key: keyOf(pk, 'b') } },
            ],
          },
          ReturnConsumedCapacity,
        }),
  ),
  TransactWriteItems: fc.record({ attributes, condition, returned }).map(
    ({ attributes: more, condition: needed, returned: ReturnConsumedCapacity }) =>
      (pk) =>
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item: { ...more, ...keyOf(pk, 'c') }, ...needed } },
            { Delete: { TableName, Key: keyOf(pk, 'd') } },
          ],
          ReturnConsumedCapacity,
        }),
  ),
  'an invalid call': fc.constantFrom<Call[]>(
    (pk) => new GetItemCommand({ TableName, Key: { pk: { S: pk } } }),
    (pk) => new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { N: '1' } } }),
    (pk) => new GetItemCommand({ TableName: 'Missing', Key: keyOf(pk, 'a') }),
    (pk) => new UpdateItemCommand({ TableName, Key: keyOf(pk, 'a'), UpdateExpression: 'SET' }),
  ),
};

test('direct calls have the results and errors of the SDK, for all kinds of calls and values', async () => {
  const places = Object.values(calls);
  // Each client has noted where to send calls.
  await expectSame((pk) => new GetItemCommand({ TableName, Key: keyOf(pk, 'a') }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(...places), async (call) => void (await expectSame(call))),
    { seed, numRuns: count(300, 5_000) },
  );
  const made = new Set(
    sentBy(direct).flatMap((headers) => (isDirect(headers) ? headers['x-amz-target'] : [])),
  );
  const operations = Object.keys(calls).filter((one) => one !== 'an invalid call');
  expect([...made].sort()).toEqual(operations.map((one) => `DynamoDB_20120810.${one}`).sort());
}, 1_200_000);

test('calls with bytes are made by the SDK, and answers with bytes are read by it', async () => {
  const Item = { ...keyOf('direct-side', 'bytes'), some: { L: [{ B: new Uint8Array([1, 2]) }] } };
  const before = sentBy(direct).length;
  await direct.send(new PutItemCommand({ TableName, Item }));
  const read = await direct.send(new GetItemCommand({ TableName, Key: keyOf('direct-side', 'bytes') }));
  expect(read.Item).toEqual(Item);
  expect(sentBy(direct).slice(before).map(isDirect)).toEqual([false, true]);
});

test('plain items are those of the SDK’s unmarshall', () => {
  fc.assert(
    fc.property(attributes, (wire) => {
      expect(plainItem(wire)).toEqual(unmarshall(wire));
    }),
    { seed, numRuns: count(300, 5_000) },
  );
});
