import type { members } from '#contract/member.ts';
import type { InputOf } from '#contract/operation.ts';
import { mayManageRole } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import { checkPasswordMissing, hasPassword, resendPassword } from '#data/accounts/cognito-account.ts';
import type { Context } from '#data/organization/context.ts';
import { mailedAgain } from '#data/organization/first-password.ts';
import { checkMailAgain, mailCounts } from '#data/mail/counts.ts';
import { loadMember } from '#data/organization/member.ts';
import { transact } from '#data/store/transact.ts';
import { findUser, profileOf } from '#data/accounts/user.ts';

type Input = InputOf<(typeof members)['operations']['resend']>;

/** Sends another temporary password to a member who lost the first e-mail or whose password expired. */
export async function resend(context: Context, { userId }: Input): Promise<null> {
  const member = await loadMember(context, context.orgId, userId);
  if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');
  const user = await findUser(context, userId);
  if (!user) throw new ProblemError('not_found');
  if (!user.firstPassword) throw hasPassword();
  checkMailAgain(user.firstPassword, context.now);
  const { username } = profileOf(user);
  await checkPasswordMissing(username);
  await transact(context, [mailedAgain(context, userId, user.firstPassword), ...mailCounts(context)]);
  await resendPassword(username);
  return null;
}
