import { fieldProblem } from '#contract/problem.ts';
import type { UserContext } from '../store/request-context.ts';
import { checkPassword } from './pool-password.ts';
import { tryRecoveryCode } from './recovery-code.ts';
import { checkAppCode, isAppCode } from './second-factor.ts';
import { usernameOf } from './user.ts';

/**
 * Checks the caller's password and, if two-factor authentication is on, a code from the app or a recovery code. It is for
 * the end of an account: a recovery code isn't used up.
 */
export async function verifyCaller(
  context: UserContext,
  { password, code }: { password: string; code?: string | undefined },
): Promise<void> {
  const proof = await checkPassword(context, usernameOf(context), password);
  if (proof.session === undefined) return;
  if (code === undefined) throw fieldProblem('/code', 'required');
  if (isAppCode(code)) return checkAppCode(proof, code.trim());
  const { state } = await tryRecoveryCode(context, context.actor.userId, code, context.now);
  if (state !== 'unused') throw fieldProblem('/code', 'wrong_code');
}
