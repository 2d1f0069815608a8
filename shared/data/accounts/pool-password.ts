import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { limits } from '#contract/limits.ts';
import { fieldErrors, fieldProblem, ProblemError } from '#contract/problem.ts';
import { countAttempt } from '../limits/attempt-count.ts';
import { networkOf } from '../values/network.ts';
import type { Session } from '../store/units.ts';

const client = new CognitoIdentityProviderClient({});

/** Somebody who has just shown that they know the password. */
export interface Proof {
  username: string;
  /** Where the pool waits for a code of the app. */
  session?: string;
}

type Counted = Session & { now: string };

/**
 * Counts a password that somebody sends, for the name and, of visitors, for the address, before the pool is asked: its
 * quota of sign-ins is everybody's, and it locks an account after wrong passwords.
 */
async function countPassword(
  session: Counted,
  name: string,
  pointer: string,
  address?: string,
): Promise<void> {
  const { passwordsPerAddress, passwordsPerAccount, passwordSpanSeconds: spanSeconds } = limits;
  const errors = [{ pointer, code: 'too_many_tries' as const, message: fieldErrors.too_many_tries }];
  if (address !== undefined) {
    const limit = { kind: 'passwords-address', most: passwordsPerAddress, spanSeconds } as const;
    await countAttempt(session, limit, networkOf(address), session.now, errors);
  }
  const limit = { kind: 'passwords-account', most: passwordsPerAccount, spanSeconds } as const;
  await countAttempt(session, limit, name.trim().toLowerCase(), session.now, errors);
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
 * Counts the attempt and asks the pool whether a password is right. The pool counts wrong ones with those of sign-in, and
 * names that nobody has cost it as much: `preventUserExistenceErrors` of the client.
 */
export async function checkPassword(
  session: Counted,
  username: string,
  password: string,
  address?: string,
  pointer = '/password',
): Promise<Proof> {
  await countPassword(session, username, pointer, address);
  const answer = await client
    .send(
      new AdminInitiateAuthCommand({
        UserPoolId: process.env.USER_POOL_ID ?? '',
        ClientId: process.env.SERVER_CLIENT_ID ?? '',
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    )
    .catch((error: unknown) => {
      throw poolRefusal(error, unproven, () => fieldProblem(pointer, 'no_match'));
    });
  const { ChallengeName, ChallengeParameters, Session: waiting } = answer;
  if (ChallengeName === 'SOFTWARE_TOKEN_MFA' && waiting) {
    return { username: ChallengeParameters?.USER_ID_FOR_SRP ?? username, session: waiting };
  }
  // A temporary password is none yet that proves anything.
  if (ChallengeName) throw fieldProblem(pointer, 'no_match');
  return { username };
}

/** The refusal for what an error of the pool means; a busy pool is no fault of the caller. */
export function poolRefusal(error: unknown, meant: ReadonlySet<string>, refusal: () => Error): unknown {
  const name = error instanceof Error ? error.name : '';
  if (meant.has(name)) return refusal();
  return name === 'TooManyRequestsException' ? new ProblemError('unavailable') : error;
}
