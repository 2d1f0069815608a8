import { AdminConfirmSignUpCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { poolId, signUp, startPool } from '../../infra/local/cognito/pool-under-test.ts';
import type { PoolUnderTest } from '../../infra/local/cognito/pool-under-test.ts';
import { catchLog, context, stubLambda } from '../services-under-test.ts';

let pool: PoolUnderTest;
let handler: typeof import('./handler.ts').handler;

beforeAll(async () => {
  pool = await startPool();
  stubLambda({ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint, USER_POOL_ID: poolId });
  ({ handler } = await import('./handler.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await pool.stop();
});

test('only users who never entered their code within three days are removed, over many pages', async () => {
  const day = 86_400;
  pool.pass(-4 * day);
  for (let number = 0; number < 65; number++) await signUp(pool, `old${number}`, `old${number}@example.com`);
  await signUp(pool, 'confirmed', 'confirmed@example.com');
  await pool.sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: poolId, Username: 'confirmed' }));
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
