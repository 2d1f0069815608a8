import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { limits } from '#contract/limits.ts';
import { fieldErrors, fieldProblem, ProblemError } from '#contract/problem.ts';
import { countAddress, countAttempt } from '../limits/attempt-count.ts';
import type { UserContext, VisitorContext } from '../store/request-context.ts';

const client = new CognitoIdentityProviderClient({});

/** Somebody who has just shown that they know the password. */
export interface Proof {
  username: string;
  /** Where the pool waits for a code of the app. */
  session?: string;
}

/** Who sends a password: a signed-in user, or somebody who claims a name. */
type Sender = UserContext | VisitorContext;

/**
 * Counts a password before the pool is asked: the quota of sign-ins is shared by all users, and the pool locks an
 * account after wrong passwords. Signed-in users are counted by their id, so that strangers can't use up their
 * attempts; visitors by address and by the name they claim.
 */
async function countPassword(sender: Sender, username: string, pointer: string): Promise<void> {
  const { passwordsPerAddress, passwordsPerAccount, passwordSpanSeconds: spanSeconds } = limits;
  const errors = [{ pointer, code: 'too_many_tries' as const, message: fieldErrors.too_many_tries }];
  const ofUser = { kind: 'passwords-user', most: passwordsPerAccount, spanSeconds } as const;
  const ofAddress = { kind: 'passwords-address', most: passwordsPerAddress, spanSeconds } as const;
  const ofName = { kind: 'passwords-account', most: passwordsPerAccount, spanSeconds } as const;
  const { now } = sender;
  if ('actor' in sender) return countAttempt(sender, ofUser, sender.actor.userId, now, errors);
  await countAddress(sender, ofAddress, sender.visitor.address, now, errors);
  await countAttempt(sender, ofName, username.trim().toLowerCase(), now, errors);
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
