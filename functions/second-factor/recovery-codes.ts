import type { InputOf, OutputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { secondFactor } from '#contract/second-factor.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { checkPassword } from '#data/accounts/pool-password.ts';
import {
  findRecovery,
  newRecoveryCodes,
  putRecovery,
  recoveryDigest,
  tryRecoveryCode,
} from '#data/accounts/recovery-code.ts';
import { accountOf, checkAppCode, isAppCode } from '#data/accounts/second-factor.ts';
import { transact } from '#data/store/transact.ts';
import { loadProfile, usernameOf } from '#data/accounts/user.ts';
import { noticeActions } from './notice.ts';

type Operations = (typeof secondFactor)['operations'];

export async function get(context: UserContext): Promise<OutputOf<Operations['get']>> {
  const [{ isOn }, recovery] = await Promise.all([
    accountOf(usernameOf(context)),
    findRecovery(context, context.actor.userId),
  ]);
  return { isOn, recoveryCodesLeft: isOn ? (recovery?.codes.length ?? 0) : 0 };
}

export async function createRecoveryCodes(
  context: UserContext,
  { body }: InputOf<Operations['createRecoveryCodes']>,
): Promise<OutputOf<Operations['createRecoveryCodes']>> {
  const { userId } = context.actor;
  const profile = await loadProfile(context);
  const { isOn } = await accountOf(usernameOf(context));
  if (!isOn) throw new ProblemError('conflict', 'second_factor_off');
  const before = await findRecovery(context, userId);
  if (before) await prove(context, body);
  const codes = newRecoveryCodes();
  const digests = codes.map((code) => recoveryDigest(userId, code));
  await transact(context, [
    putRecovery(userId, before, { codes: digests }),
    ...noticeActions(context, profile, 'recoveryCodesMade'),
  ]);
  return { codes };
}

/** Replacing existing codes requires proof, so that someone who finds an unlocked screen cannot do it. */
async function prove(
  context: UserContext,
  { password, code }: InputOf<Operations['createRecoveryCodes']>['body'],
): Promise<void> {
  if (!password || !code) {
    const missing = [...(password ? [] : ['/password']), ...(code ? [] : ['/code'])];
    throw new ProblemError(
      'invalid_input',
      undefined,
      missing.map((pointer) => ({ pointer, code: 'required' })),
    );
  }
  const proof = await checkPassword(context, usernameOf(context), password);
  if (isAppCode(code)) return checkAppCode(proof, code);
  const { state } = await tryRecoveryCode(context, context.actor.userId, code, context.now);
  // A used code can only finish the recovery that used it.
  if (state !== 'unused') throw fieldProblem('/code', 'wrong_code');
}
