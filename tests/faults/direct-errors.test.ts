import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { callDirectly } from '#data/sdk/direct-calls.ts';
import { requestHandler } from '#data/sdk/request-handler.ts';
import { listen } from '../../events/services-under-test.ts';

// Attempts with an outcome other than success, which no engine has on demand: the answers come from a server that
// answers each attempt as a test says.

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
interface Attempt {
  operation: string;
  body: string;
  /** By how many hours the time of the signature is ahead. */
  hoursAhead: number;
}

const hourMs = 3_600_000;
/** The instant of a signature, such as `20261130T150000Z`. */
const signedAt = (date: string): number =>
  Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));

let answers: Answer[] = [];
let attempts: Attempt[] = [];
const server = await listen(async (request, response) => {
  const chunks = await request.toArray();
  const { 'x-amz-target': operation, 'x-amz-date': date = '' } = request.headers as Record<string, string>;
  attempts.push({
    operation: operation ?? '',
    body: Buffer.concat(chunks).toString(),
    // Not -0, which is another value for tests.
    hoursAhead: Math.round((signedAt(date) - Date.now()) / hourMs) || 0,
  });
  (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
});

const patience = requestHandler.httpHandlerConfigs().requestTimeout;
requestHandler.updateHttpClientConfig('requestTimeout', 300);
// Delays before retries are random parts of a maximum. None are waited for here.
vi.spyOn(Math, 'random').mockReturnValue(0);
afterAll(async () => {
  vi.restoreAllMocks();
  requestHandler.updateHttpClientConfig('requestTimeout', patience);
  await server.stop();
});

const settings = {
  cacheMiddleware: true,
  endpoint: server.url,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIATRIAL', secretAccessKey: 'trial' },
  requestHandler,
};
const item = { pk: { S: 'one' }, count: { N: '3' }, bytes: { B: 'AQID' }, text: { S: 'Zoë' } };
const ok = json(200, { Item: item });
const plain = json(200, { Item: { pk: { S: 'one' } } });

let direct: DynamoDBClient;
let sdk: DynamoDBClient;
beforeEach(async () => {
  direct = new DynamoDBClient(settings);
  sdk = new DynamoDBClient(settings);
  callDirectly(direct);
  for (const client of [direct, sdk]) expect(await outcomeOf(client, [plain])).toMatchObject({ tries: 1 });
});

function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return (_, response) =>
    void response
      .writeHead(status, {
        'content-type': 'application/x-amz-json-1.0',
        'x-amzn-requestid': 'r1',
        ...headers,
      })
      .end(JSON.stringify(body));
}

const failure = (status: number, name: string, more: object = {}): Answer =>
  json(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `It is ${name}`, ...more });

const raw =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

const getItem = () =>
  new GetItemCommand({ TableName: 'T', Key: { pk: { S: 'one' } }, ReturnConsumedCapacity: 'TOTAL' });

interface Outcome {
  tries: number;
  attempts: Attempt[];
  output?: unknown;
  error?: unknown;
}

/** What a call results in if its attempts have these answers; the last one repeats. */
async function outcomeOf(client: DynamoDBClient, script: Answer[], command = getItem): Promise<Outcome> {
  answers = [...script];
  attempts = [];
  const result = await client.send(command()).then(
    (output) => ({ output }),
    (error: Error) => ({ error: { ...error, ...described(error) } }),
  );
  return { tries: attempts.length, attempts, ...result };
}

const described = (error: Error) => ({
  name: error.name,
  message: error.message,
  class: error.constructor.name,
  isError: error instanceof Error,
  code: (error as { code?: string }).code,
});

async function expectSame(script: Answer[], command?: () => never): Promise<Outcome> {
  const expected = await outcomeOf(sdk, script, command);
  const received = await outcomeOf(direct, script, command);
  expect(received).toEqual(expected);
  return received;
}

const reasons = {
  CancellationReasons: [
    { Code: 'None' },
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: item },
    { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
  ],
};

/** Every answer that isn't a success, and how many attempts a call makes that gets nothing else. */
const failures: Record<string, [tries: number, answer: Answer]> = {
  throttling: [4, failure(400, 'ThrottlingException')],
  'exceeded throughput': [4, failure(400, 'ProvisionedThroughputExceededException')],
  'exceeded request limit': [4, failure(400, 'RequestLimitExceeded')],
  'status 429': [4, failure(429, 'TooMany')],
  'a failed condition': [1, failure(400, 'ConditionalCheckFailedException', { Item: item })],
  'a canceled transaction': [1, failure(400, 'TransactionCanceledException', reasons)],
  'a conflict': [1, failure(400, 'TransactionConflictException')],
  'a transaction in progress': [4, failure(400, 'TransactionInProgressException')],
  'another request with the token': [1, failure(400, 'IdempotentParameterMismatchException')],
  'a collection that is too large': [1, failure(400, 'ItemCollectionSizeLimitExceededException')],
  'an internal error': [4, failure(500, 'InternalServerError')],
  'an internal failure': [4, failure(500, 'InternalFailure')],
  'status 502 with a page': [4, raw(502, '<html>Bad Gateway</html>', { 'content-type': 'text/html' })],
  'status 503': [4, failure(503, 'ServiceUnavailable')],
  'status 503 without a body': [4, raw(503, '')],
  'status 504': [4, raw(504, '{}')],
  'status 301': [1, raw(301, '', { location: 'http://127.0.0.1:9/' })],
  'an expired token': [1, failure(400, 'ExpiredTokenException')],
  'an unknown client': [1, failure(400, 'UnrecognizedClientException')],
  'a denied call': [1, failure(400, 'AccessDeniedException')],
  'an invalid signature': [1, failure(400, 'InvalidSignatureException')],
  'a missing table': [1, failure(400, 'ResourceNotFoundException')],
  'an invalid call': [
    1,
    json(400, { __type: 'com.amazon.coral.validate#ValidationException', message: 'No' }),
  ],
  'an unreadable call': [1, json(400, { __type: 'com.amazon.coral.service#SerializationException' })],
  'an unknown error': [1, failure(400, 'SomethingNewException', { Message: 'Another', more: 1 })],
  'an error in a header': [
    1,
    raw(400, '{"message":"No"}', { 'x-amzn-errortype': 'ValidationException:http://x/' }),
  ],
  'an error without a name': [1, raw(400, '{}')],
  'a lost connection': [4, (request) => request.socket.destroy()],
  silence: [4, () => undefined],
  'half an answer': [
    4,
    (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"Item":{"pk"');
      setTimeout(() => request.socket.destroy(), 20);
    },
  ],
  'an answer that stops': [4, (_, response) => void response.writeHead(200).write('{"Item":')],
  'an answer that isn’t JSON': [1, raw(200, '{"Item":{"pk":{"S":"on')],
};

test.each(Object.entries(failures))(
  'after %s, calls are retried and fail as those of the SDK',
  async (_, [tries, answer]) => {
    expect(await expectSame([answer])).toMatchObject({ tries, error: { isError: true } });
    const command = () => new TransactWriteItemsCommand({ TransactItems: [], ClientRequestToken: 'token' });
    expect(await expectSame([answer], command as never)).toMatchObject({ tries });
    for (const success of [ok, plain]) {
      const once = await expectSame([answer, success]);
      expect(once).toMatchObject(
        tries > 1 ? { tries: 2, output: { Item: { pk: { S: 'one' } } } } : { tries: 1 },
      );
      const twice = await expectSame([answer, answer, success]);
      expect(twice.tries).toBe(Math.min(tries, 3));
    }
  },
);

test('answers with unusual bodies are read as the SDK reads them', async () => {
  const successes = [ok, raw(200, ''), raw(200, '{}'), json(200, { Item: item }, { 'x-amz-crc32': '1' })];
  for (const answer of successes) expect(await expectSame([answer])).toMatchObject({ tries: 1 });
  const text = json(200, { Item: { pk: { S: '"B":"AQID","BS":["AQID"]' }, B: { M: { BS: { S: 'x' } } } } });
  expect(await expectSame([text])).toMatchObject({ tries: 1 });
});

test('after a wrong clock, calls are signed with the server’s time, as those of the SDK', async () => {
  const at = new Date(Date.now() + 3 * hourMs);
  const expired = json(
    400,
    { __type: 'com.amazon.coral.service#InvalidSignatureException', message: 'Signature expired: x' },
    { date: at.toUTCString() },
  );
  const then = json(200, { Item: { pk: { S: 'one' } } }, { date: at.toUTCString() });
  const { attempts: made } = await expectSame([expired, then]);
  expect(made.map(({ hoursAhead }) => hoursAhead)).toEqual([0, 3]);
  expect((await expectSame([then])).attempts.map(({ hoursAhead }) => hoursAhead)).toEqual([3]);
});

test('calls that fail again and again are retried less, until enough succeed, as those of the SDK', async () => {
  const unavailable = raw(503, '');
  const tries: number[] = [];
  const call = async (script: Answer[]) => tries.push((await expectSame(script)).tries);
  while (tries.at(-1) !== 1) await call([unavailable]);
  expect(tries.length).toBeGreaterThan(10);
  for (let success = 0; success < 12; success += 1) await call([plain]);
  for (let again = 0; again < 2; again += 1) await call([unavailable]);
  // Each success pays for a part of a retry.
  expect(tries.slice(-2)).toEqual([2, 1]);
});

test('a wrong answer of the first attempt is not asked for again', async () => {
  const { attempts: made } = await expectSame([failure(400, 'ThrottlingException'), plain]);
  expect(made).toHaveLength(2);
  expect(new Set(made.map(({ body }) => body)).size).toBe(1);
});
