import type { members } from '#contract/member.ts';
import type { InputOf } from '#contract/operation.ts';
import { mayManageRole } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/context.ts';
import { loadMember } from '#data/member.ts';
import { findProfile } from '#data/user.ts';
import { resendPassword } from './account.ts';

type Input = InputOf<(typeof members)['operations']['resend']>;

/** For whom the first mail was lost, or who took longer than a temporary password lasts. */
export async function resend(context: Context, { userId }: Input): Promise<null> {
  const member = await loadMember(context, context.orgId, userId);
  if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');
  const profile = await findProfile(context, userId);
  if (!profile) throw new ProblemError('not_found');
  await resendPassword(profile.username);
  return null;
}
