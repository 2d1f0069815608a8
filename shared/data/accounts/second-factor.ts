import {
  AdminGetUserCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { limits } from '#contract/limits.ts';
import { fieldLimit, fieldProblem } from '#contract/problem.ts';
import { poolRefusal, type Proof } from './pool-password.ts';

const client = new CognitoIdentityProviderClient({});
const UserPoolId = process.env.USER_POOL_ID ?? '';
const ClientId = process.env.SERVER_CLIENT_ID ?? '';

interface Account {
  userId: string;
  isOn: boolean;
}

export async function accountOf(username: string): Promise<Account> {
  const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username: username }));
  return {
    userId: user.UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? '',
    isOn: user.UserMFASettingList?.includes('SOFTWARE_TOKEN_MFA') ?? false,
  };
}

const wrongCode = new Set(['CodeMismatchException', 'ExpiredCodeException', 'InvalidParameterException']);

/**
 * Asks the user pool whether a code of the authenticator app is correct. The pool accepts each code once and limits
 * wrong ones.
 */
export async function checkAppCode({ username, session }: Proof, code: string): Promise<void> {
  if (session === undefined) throw fieldProblem('/code', 'wrong_code');
  await client
    .send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId,
        ClientId,
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        Session: session,
        ChallengeResponses: { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: code },
      }),
    )
    .catch((error: unknown) => {
      // The session is new, so a refusal means that there were too many attempts.
      const isLocked = error instanceof Error && error.name === 'NotAuthorizedException';
      if (isLocked) throw fieldLimit(limits.lockedSeconds, '/code', 'too_many_tries');
      throw poolRefusal(error, wrongCode, () => fieldProblem('/code', 'wrong_code'));
    });
}

export async function turnOff(username: string): Promise<void> {
  await client.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId,
      Username: username,
      SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    }),
  );
}

/** Whether a code is from an authenticator app: those have six digits, recovery codes are longer. */
export const isAppCode = (code: string): boolean => /^\d{6}$/.test(code.trim());
