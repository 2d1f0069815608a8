import type { InputOf } from '#contract/operation.ts';
import type { Me, meResource } from '#contract/me.ts';
import { nextVersion } from '#data/store/next-version.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { endOtherSessions } from '#data/organization/member.ts';
import { checkPassword } from '#data/accounts/pool-password.ts';
import { transact } from '#data/store/transact.ts';
import { loadProfile, profileActions, usernameOf } from '#data/accounts/user.ts';
import { setPassword } from './cognito.ts';
import { withOrganizations } from './me.ts';

type Input = InputOf<(typeof meResource)['operations']['changePassword']>;

/**
 * Passwords are changed here instead of in the browser, so that all other sessions end and the user is notified by
 * e-mail. Both effects are recorded before the user pool sets the new password, so a password never changes without them
 * and a failed call can be repeated.
 */
export async function changePassword(context: UserContext, { body }: Input): Promise<Me> {
  const before = await loadProfile(context);
  await checkPassword(context, usernameOf(context), body.oldPassword, '/oldPassword');
  const after = { ...before, ...nextVersion(before, context) };
  await transact(context, [
    ...profileActions(context, before, after, 'passwordChanged', []),
    endOtherSessions(context),
  ]);
  await setPassword(context.accessToken, body.oldPassword, body.newPassword);
  return withOrganizations(context, after);
}
