import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { countAddress, countAttempt } from '../limits/attempt-count.ts';
import type { UserContext, VisitorContext } from '../store/request-context.ts';

const client = new CognitoIdentityProviderClient({});

/** A user whose password was just verified. */
export interface Proof {
  username: string;
  /** If two-factor authentication is on: the Cognito session in which to send a code from the authenticator app. */
  session?: string;
}

/** Who sends a password: a signed-in user, or a visitor who sends a username. */
type Sender = UserContext | VisitorContext;

/**
 * Counts a password attempt before it reaches the user pool, because all users share Cognito's quota for sign-ins, and
 * repeated wrong passwords temporarily lock an account. Attempts of signed-in users are counted by user id, so that
 * strangers can't use them up. Attempts of visitors are counted by IP address (or IPv6 network) and by username.
 */
async function countPassword(sender: Sender, username: string, pointer: string): Promise<void> {
  const { passwordsPerAddress, passwordsPerAccount, passwordSpanSeconds: spanSeconds } = limits;
  const errors = [{ pointer, code: 'too_many_tries' as const }];
  const ofUser = { kind: 'passwords-user', most: passwordsPerAccount, spanSeconds } as const;
  const ofAddress = { kind: 'passwords-address', most: passwordsPerAddress, spanSeconds } as const;
  const ofName = { kind: 'passwords-account', most: passwordsPerAccount, spanSeconds } as const;
  const { now } = sender;
  if ('actor' in sender) return countAttempt(sender, ofUser, sender.actor.userId, now, errors);
  await countAddress(sender, ofAddress, sender.visitor.address, now, { errors });
  await countAttempt(sender, ofName, username.trim().toLowerCase(), now, errors);
}

/** Errors of the user pool that all get the same response, so that callers don't learn why a password was refused. */
const refusals = new Set([
  'NotAuthorizedException',
  'UserNotFoundException',
  'InvalidParameterException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
]);

/**
 * Counts the attempt and checks the password with the user pool. The pool counts wrong passwords as failed sign-ins.
 * With `preventUserExistenceErrors`, it reports unknown usernames like wrong passwords.
 */
export async function checkPassword(
  sender: Sender,
  username: string,
  password: string,
  pointer = '/password',
): Promise<Proof> {
  await countPassword(sender, username, pointer);
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
      throw poolRefusal(error, refusals, () => fieldProblem(pointer, 'no_match'));
    });
  const { ChallengeName, ChallengeParameters, Session: poolSession } = answer;
  if (ChallengeName === 'SOFTWARE_TOKEN_MFA' && poolSession) {
    return { username: ChallengeParameters?.USER_ID_FOR_SRP ?? username, session: poolSession };
  }
  // Any other challenge, such as replacing a temporary password, means that the sign-in isn't complete.
  if (ChallengeName) throw fieldProblem(pointer, 'no_match');
  return { username };
}

/** Converts an expected error of the user pool to `refusal()`, and throttling to 503. Other errors stay unchanged. */
export function poolRefusal(error: unknown, expected: ReadonlySet<string>, refusal: () => Error): unknown {
  const name = error instanceof Error ? error.name : '';
  if (expected.has(name)) return refusal();
  return name === 'TooManyRequestsException' ? new ProblemError('unavailable') : error;
}
