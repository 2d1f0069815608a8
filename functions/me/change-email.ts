import { limits } from '#contract/limits.ts';
import type { Me, meResource } from '#contract/me.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldLimit, fieldProblem } from '#contract/problem.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import { ifPresent } from '#data/store/condition.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { dayCount } from '#data/limits/day-count.ts';
import { emailKey, memberKey, userCountKey } from '#data/store/keys.ts';
import { endOtherSessions } from '#data/organization/member.ts';
import { checkPassword } from '#data/accounts/pool-password.ts';
import { getItem } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { loadProfile, profileActions, usernameOf } from '#data/accounts/user.ts';
import { readAccount, startEmailChange } from './cognito.ts';
import { inEachMembership, withOrganizations } from './me.ts';

type Input = InputOf<(typeof meResource)['operations']['changeEmail']>;

/**
 * Has the user pool send a code to a new e-mail address. Requires the password, because a token alone must not be
 * enough to take over an account. The current address is notified immediately, because the browser confirms the code
 * with the pool directly, without this API.
 */
export async function changeEmail(context: UserContext, { body }: Input): Promise<Me> {
  const before = await loadProfile(context);
  const username = usernameOf(context);
  await checkPassword(context, username, body.password);
  if (await getItem(context, emailKey(body.email))) throw fieldProblem('/email', 'taken', 'conflict');
  const limit = limits.emailChangesPerDay;
  const after = { ...before, ...nextVersion(before, context) };
  const changes = [{ field: 'email', from: before.email, to: body.email }];
  const { userId } = context.actor;
  await transact(context, [
    dayCount(
      userCountKey(userId, 'E-MAIL-CHANGES', context.now.slice(0, 10)),
      'e-mail-changes',
      limit,
      context.now,
      (seconds) => fieldLimit(seconds, '/email', 'email_changes_a_day', { limit }),
    ),
    ...profileActions(context, before, after, 'emailChangeRequested', changes),
  ]);
  await startEmailChange(username, body.email);
  return withOrganizations(context, after);
}

/**
 * Copies an e-mail address that the user pool has confirmed by code to the profile and to every membership, and ends
 * the user's other sessions.
 */
export async function confirmEmail(context: UserContext): Promise<Me> {
  const before = await loadProfile(context);
  const { email } = await readAccount(usernameOf(context));
  if (!email || email === before.email) return withOrganizations(context, before);
  const after = { ...before, email, ...nextVersion(before, context) };
  const memberships = await inEachMembership(
    context,
    before.id,
    (orgId): Action => ({
      update: {
        Key: { ...memberKey(orgId, before.id) },
        UpdateExpression: 'SET email = :email ADD #version :one',
        ...ifPresent,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':email': email, ':one': 1 },
      },
    }),
    endOtherSessions(context),
  );
  const changes = differences(before, after, ['email']);
  await transact(context, [
    ...profileActions(context, before, after, 'emailChanged', changes),
    ...memberships,
  ]);
  return withOrganizations(context, after);
}
