import { AdminDeleteUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { poolId, signUp, startPool, type PoolUnderTest } from 'local-aws/engines/cognito/pool-under-test.ts';
import { stubLambda } from '../services-under-test.ts';

let pool: PoolUnderTest;
let deletePoolUser: typeof import('./pool-user.ts').deletePoolUser;

beforeAll(async () => {
  pool = await startPool();
  stubLambda({ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint, USER_POOL_ID: poolId });
  ({ deletePoolUser } = await import('./pool-user.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await pool.stop();
});

async function subOf(username: string): Promise<string | undefined> {
  const { Users = [] } = await pool.sdk.send(new ListUsersCommand({ UserPoolId: poolId }));
  const user = Users.find(({ Username }) => Username === username);
  return user?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
}

test('a user is deleted at the pool, unless someone else has the username by now', async () => {
  await signUp(pool, 'ana', 'ana@example.com');
  const former = (await subOf('ana'))!;
  await pool.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: 'ana' }));
  await deletePoolUser('ana', former);
  await signUp(pool, 'ana', 'another.ana@example.com');
  const next = (await subOf('ana'))!;
  expect(next).not.toBe(former);
  await deletePoolUser('ana', former);
  expect(await subOf('ana')).toBe(next);
  await deletePoolUser('ana', next);
  expect(await subOf('ana')).toBeUndefined();
});
