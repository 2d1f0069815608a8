import type { InputOf } from '#contract/operation.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { secondFactor } from '#contract/second-factor.ts';
import type { VisitorContext, UserContext } from '#data/store/request-context.ts';
import { checkPassword } from '#data/accounts/pool-password.ts';
import { forgetRecovery, putRecovery, tryRecoveryCode } from '#data/accounts/recovery-code.ts';
import { accountOf, checkAppCode, isAppCode, turnOff } from '#data/accounts/second-factor.ts';
import { transact } from '#data/store/transact.ts';
import { loadProfile, usernameOf } from '#data/accounts/user.ts';
import { noticeActions } from './notice.ts';

type Operations = (typeof secondFactor)['operations'];

/** Turns off the second factor of a signed-in user. */
export async function remove(
  context: UserContext,
  { body: { password, code } }: InputOf<Operations['remove']>,
): Promise<null> {
  const username = usernameOf(context);
  const proof = await checkPassword(context, username, password);
  if (!isAppCode(code)) return recoverWith(context, username, code);
  await checkAppCode(proof, code.trim());
  await transact(context, noticeActions(context, await loadProfile(context), 'secondFactorRemoved'));
  return finish(context, username);
}

/** Turns off the second factor for users who have lost their app. They send the password in the same request. */
export async function recover(
  context: VisitorContext,
  { body: { username, password, code } }: InputOf<Operations['recover']>,
): Promise<null> {
  const proof = await checkPassword(context, username, password);
  const { userId } = await accountOf(proof.username);
  // App codes are accepted by the sign-in itself, not here.
  if (isAppCode(code)) throw fieldProblem('/code', 'wrong_code');
  return recoverWith(
    { ...context, actor: { userId }, via: 'web', address: context.visitor.address },
    proof.username,
    code,
  );
}

/**
 * Turns off the second factor with a recovery code. Before the user pool is called, the code is marked as used, and the
 * change that causes the e-mail is written. If the call fails, the same code can finish the operation for some minutes.
 */
async function recoverWith(context: UserContext, username: string, code: string): Promise<null> {
  const { userId } = context.actor;
  const { state, item, next } = await tryRecoveryCode(context, userId, code, context.now);
  if (state === 'unused') {
    const notice = noticeActions(context, await loadProfile(context), 'secondFactorRecovered');
    await transact(context, [putRecovery(userId, item, next), ...notice]);
  }
  return finish(context, username);
}

async function finish(context: UserContext, username: string): Promise<null> {
  await turnOff(username);
  await forgetRecovery(context, context.actor.userId);
  return null;
}
