import type { BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ProblemError } from '#contract/problem.ts';
import {
  addUser,
  poolId,
  startPool,
  tokensOf,
  type PoolUnderTest,
} from 'local-aws/engines/cognito/pool-under-test.ts';
import { listen } from '../../events/services-under-test.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const pool: PoolUnderTest = await startPool();
/** Whether the key set can be fetched. */
let isReachable = true;
const gate = await listen(async (request, response) => {
  if (!isReachable) return void response.destroy();
  const answer = await fetch(`${new URL(pool.endpoint).origin}${request.url}`);
  response.writeHead(answer.status).end(await answer.text());
});
vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', `${gate.url}/_cognito`);
vi.stubEnv('AWS_REGION', 'eu-west-1');
vi.stubEnv('USER_POOL_ID', poolId);
vi.stubEnv('USER_POOL_CLIENT_ID', 'plain');

const { authenticate } = await import('#http/authenticate.ts');
const { problemAnswer } = await import('#http/answer.ts');
const { client } = await import('#data/sdk/client.ts');
const { getItem, getItems, writeItems } = await import('#data/store/table.ts');
const { newSession } = await import('#data/store/units.ts');

let token: string;
beforeAll(async () => {
  await addUser(pool, 'ada');
  token = (await tokensOf(pool, 'ada')).accessToken;
});
beforeEach(() => {
  isReachable = true;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gate.stop();
  await pool.stop();
  await table.stop();
});

const event = { headers: {}, requestContext: { http: { method: 'GET' } } };
/** The status of the response that a caller gets: 200, or the status of the error with which the work fails. */
async function statusOf(work: Promise<unknown>): Promise<number> {
  const call = { event, session: newSession(), requestId: 'r', startedAt: 0, language: 'en' } as never;
  return work.then(
    () => 200,
    (error: unknown) => {
      const { statusCode, headers } = problemAnswer(call, error);
      if (statusCode === 503) expect(headers?.['retry-after']).toBe('1');
      return statusCode!;
    },
  );
}
const signIn = (credential: string): Promise<number> =>
  statusOf(authenticate(newSession(), `Bearer ${credential}`, new Date().toISOString(), undefined));

/** The token with the id of an unknown key in its header. */
function withOtherKey(): string {
  const [header = '', ...rest] = token.split('.');
  const claims = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
  return [Buffer.from(JSON.stringify({ ...claims, kid: 'new' })).toString('base64url'), ...rest].join('.');
}

test('a token that cannot be verified is answered with 503, and an invalid one with 401', async () => {
  isReachable = false;
  expect(await signIn(token)).toBe(503);
  isReachable = true;
  expect(await signIn(token)).toBe(200);
  isReachable = false;
  expect(await signIn(token)).toBe(200);
  expect(await signIn(withOtherKey())).toBe(503);
  isReachable = true;
  expect(await signIn(withOtherKey())).toBe(401);
});

const key = { pk: 'P', sk: 'S' };

test('an unreachable table is answered with 503', async () => {
  const silent = await listen(async (request) => void request.socket.destroy());
  let isAstray = true;
  client.middlewareStack.add(
    (next) => (args) => {
      if (isAstray) Object.assign(args.request as object, { port: Number(new URL(silent.url).port) });
      return next(args);
    },
    { step: 'deserialize', name: 'astray' },
  );
  expect(await statusOf(getItem(newSession(), key))).toBe(503);
  isAstray = false;
  expect(await statusOf(getItem(newSession(), key))).toBe(200);
  await silent.stop();
});

test('unprocessed items are retried a limited number of times', async () => {
  const undone: Record<string, string> = {
    BatchGetItemCommand: 'UnprocessedKeys',
    BatchWriteItemCommand: 'UnprocessedItems',
  };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const name = undone[commandName];
        if (name === undefined) return next(args);
        const { RequestItems } = args.input as BatchGetItemCommandInput;
        return { output: { $metadata: {}, [name]: RequestItems }, response: {} };
      },
    { step: 'initialize', name: 'undone' },
  );
  const keys = [key, { ...key, sk: 'other' }];
  for (const work of [() => getItems(newSession(), keys), () => writeItems(newSession(), [], keys)])
    await expect(work()).rejects.toEqual(new ProblemError('unavailable'));
});
