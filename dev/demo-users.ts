import type { HostInfo } from 'local-aws/host-info.ts';
import { ServiceError } from 'local-aws/http/service-error.ts';
import { callPool } from 'local-aws/pool-client.ts';

/** All demo users share it. */
export const demoPassword = 'a quiet blue harbour';

interface DemoUser {
  username: string;
  email: string;
  firstName: string;
  lastName: string;
}

/** Creates a user with a confirmed address, unless there is one. */
export async function makeUser(
  info: HostInfo,
  { username, email, firstName, lastName }: DemoUser,
): Promise<void> {
  const attributes = { email, email_verified: 'true', given_name: firstName, family_name: lastName };
  await callPool(info, 'AdminCreateUser', {
    UserPoolId: info.userPoolId,
    Username: username,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  }).catch((error: unknown) => {
    if (!(error instanceof ServiceError) || error.name !== 'UsernameExistsException') throw error;
  });
  await setPassword(info, username);
}

export function setPassword(info: HostInfo, username: string): Promise<unknown> {
  const user = { UserPoolId: info.userPoolId, Username: username };
  return callPool(info, 'AdminSetUserPassword', { ...user, Password: demoPassword, Permanent: true });
}
