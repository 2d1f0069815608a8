import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { poolId, signUp, startPool } from '../../infra/local/cognito/pool-under-test.ts';
import type { PoolUnderTest } from '../../infra/local/cognito/pool-under-test.ts';
import { catchLog, context, listen, stubLambda } from '../services-under-test.ts';

let pool: PoolUnderTest;
let handler: typeof import('./handler.ts').handler;
let gate: Awaited<ReturnType<typeof listen>>;
/** What happens once the users have been listed, before the answer arrives. */
let afterListing: () => Promise<unknown> = () => Promise.resolve();

/** Hands calls on to the pool. */
async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = String(request.headers['x-amz-target']);
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
    authorization: String(request.headers.authorization),
  };
  const answer = await fetch(pool.endpoint, { method: 'POST', headers, body: await text(request) });
  const body = await answer.text();
  if (target.endsWith('.ListUsers')) await afterListing();
  response
    .writeHead(answer.status, { 'x-amzn-errortype': answer.headers.get('x-amzn-errortype') ?? '' })
    .end(body);
}

beforeAll(async () => {
  pool = await startPool();
  gate = await listen(pass);
  stubLambda({ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: gate.url, USER_POOL_ID: poolId });
  ({ handler } = await import('./handler.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await gate.stop();
  await pool.stop();
});
const confirm = (Username: string) =>
  pool.sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: poolId, Username }));

test('only users who never entered their code within three days are removed, over many pages', async () => {
  const day = 86_400;
  pool.pass(-4 * day);
  for (let number = 0; number < 65; number++) await signUp(pool, `old${number}`, `old${number}@example.com`);
  await signUp(pool, 'confirmed', 'confirmed@example.com');
  await confirm('confirmed');
  pool.pass(2 * day);
  await signUp(pool, 'recent', 'recent@example.com');

  const log = catchLog();
  await handler({}, context);
  const line = JSON.parse(log.lines()[0]!) as unknown;
  expect(line).toMatchObject({ level: 'info', removed: 65, requestId: 'request-1' });
  log.restore();
  const { Users } = await pool.sdk.send(new ListUsersCommand({ UserPoolId: poolId }));
  expect(Users!.map(({ Username }) => Username)).toEqual(['confirmed', 'recent']);
});

test('whoever confirms while the list is worked through stays, and whoever is gone by then does no harm', async () => {
  pool.pass(-8 * 86_400);
  for (const name of ['late', 'twice', 'never']) await signUp(pool, name, `${name}@example.com`);
  pool.pass(8 * 86_400);
  let isFirst = true;
  afterListing = async () => {
    if (!isFirst) return;
    isFirst = false;
    await confirm('late');
    await pool.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: 'twice' }));
  };
  const log = catchLog();
  await handler({}, context);
  expect(JSON.parse(log.lines()[0]!)).toMatchObject({ removed: 1 });
  log.restore();
  const { Users } = await pool.sdk.send(new ListUsersCommand({ UserPoolId: poolId }));
  expect(Users!.map(({ Username }) => Username)).toEqual(['confirmed', 'recent', 'late']);
});
