import { AdminDeleteUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { vi } from 'vitest';
import { poolId, startPool, type PoolUnderTest } from 'local-aws/engines/cognito/pool-under-test.ts';
import { startTable, stubLambda, tableName } from './services-under-test.ts';

/**
 * Starts a pool of users and an empty table, and sets the variables of a function that uses both. `endpointOf` returns
 * the address under which the function finds the pool.
 */
export async function startAccounts(
  endpointOf: (pool: PoolUnderTest) => Promise<string> = ({ endpoint }) => Promise.resolve(endpoint),
) {
  const [pool, data] = await Promise.all([startPool(), startTable()]);
  stubLambda({
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: await endpointOf(pool),
    AWS_ENDPOINT_URL_DYNAMODB: data.url,
    TABLE_NAME: tableName,
    USER_POOL_ID: poolId,
  });
  const usernames = async (): Promise<string[]> => {
    const { Users = [] } = await pool.sdk.send(new ListUsersCommand({ UserPoolId: poolId }));
    return Users.map(({ Username }) => Username!);
  };
  return {
    pool,
    data,
    usernames,
    /** Deletes all users, so that every test starts without any. */
    async removeUsers() {
      for (const Username of await usernames())
        await pool.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username }));
    },
    async stop() {
      vi.unstubAllEnvs();
      await pool.stop();
      await data.stop();
    },
  };
}

export type AccountsUnderTest = Awaited<ReturnType<typeof startAccounts>>;
