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

/** A user whose password was just verified. */
export interface Proof {
  username: string;
  /** The pool's session that expects a code from the app. */
  session?: string;
}

type Counted = Session & { now: string };

/**
 * Counts a password attempt for the username and, without sign-in, for the address, before it reaches the pool: all
 * users share the pool's sign-in quota, and wrong passwords lock an account.
 */
export async function countPassword(
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

/** Pool errors with the same response, so that callers don't learn why a password was refused. */
const refusals = new Set([
  'NotAuthorizedException',
  'UserNotFoundException',
  'InvalidParameterException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
]);

/**
 * Counts the attempt and checks the password with the pool. The pool counts wrong passwords as failed sign-ins, and
 * because of the client's `preventUserExistenceErrors` it treats unknown usernames alike.
 */
export async function checkPassword(
  session: Counted,
  username: string,
  password: string,
  address?: string,
): Promise<Proof> {
  await countPassword(session, username, '/password', address);
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
      throw poolRefusal(error, refusals, () => fieldProblem('/password', 'no_match'));
    });
  const { ChallengeName, ChallengeParameters, Session: poolSession } = answer;
  if (ChallengeName === 'SOFTWARE_TOKEN_MFA' && poolSession) {
    return { username: ChallengeParameters?.USER_ID_FOR_SRP ?? username, session: poolSession };
  }
  // A temporary password proves nothing yet.
  if (ChallengeName) throw fieldProblem('/password', 'no_match');
  return { username };
}

/** Converts one of the expected pool errors to the refusal, and a throttled pool to 503. */
export function poolRefusal(error: unknown, expected: ReadonlySet<string>, refusal: () => Error): unknown {
  const name = error instanceof Error ? error.name : '';
  if (expected.has(name)) return refusal();
  return name === 'TooManyRequestsException' ? new ProblemError('unavailable') : error;
}
