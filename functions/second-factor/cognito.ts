import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { fieldProblem, ProblemError } from '#contract/problem.ts';

const client = new CognitoIdentityProviderClient({});
const UserPoolId = process.env.USER_POOL_ID ?? '';
const ClientId = process.env.SERVER_CLIENT_ID ?? '';

/** Somebody who has just shown that they know the password. */
export interface Proof {
  username: string;
  /** Where the pool waits for a code of the app. */
  session?: string;
}

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

/** Nobody learns why it was refused: a wrong password, a name that nobody has, a lock after wrong ones, a user disabled. */
const unproven = new Set([
  'NotAuthorizedException',
  'UserNotFoundException',
  'InvalidParameterException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
]);

/**
 * Asks the pool whether a password is right. The pool counts wrong ones with those of sign-in, and names that nobody has
 * cost it as much: `preventUserExistenceErrors` of the client.
 */
export async function checkPassword(username: string, password: string): Promise<Proof> {
  const answer = await client
    .send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    )
    .catch((error: unknown) => {
      throw refusalOf(error, unproven, () => fieldProblem('/password', 'no_match'));
    });
  const { ChallengeName, ChallengeParameters, Session } = answer;
  if (ChallengeName === 'SOFTWARE_TOKEN_MFA' && Session) {
    return { username: ChallengeParameters?.USER_ID_FOR_SRP ?? username, session: Session };
  }
  // A temporary password is none yet that proves anything.
  if (ChallengeName) throw fieldProblem('/password', 'no_match');
  return { username };
}

const wrongCode = new Set(['CodeMismatchException', 'ExpiredCodeException', 'InvalidParameterException']);

/** Asks the pool whether a code of the app is right; it counts each once, and wrong ones by itself. */
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
      // The session is a moment old: what is refused now is one try too many.
      const isLocked = error instanceof Error && error.name === 'NotAuthorizedException';
      if (isLocked) throw fieldProblem('/code', 'too_many_tries', 'too_many_requests');
      throw refusalOf(error, wrongCode, () => fieldProblem('/code', 'wrong_code'));
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

function refusalOf(error: unknown, meant: ReadonlySet<string>, refusal: () => Error): unknown {
  const name = error instanceof Error ? error.name : '';
  if (meant.has(name)) return refusal();
  return name === 'TooManyRequestsException' ? new ProblemError('unavailable') : error;
}
