import { limits } from '#contract/limits.ts';
import type { Member, members } from '#contract/member.ts';
import type { InputOf } from '#contract/operation.ts';
import { mayManageRole } from '#contract/permission.ts';
import { fieldProblem } from '#contract/problem.ts';
import { createAccount } from '#data/accounts/cognito-account.ts';
import type { Context } from '#data/organization/context.ts';
import { emailKey } from '#data/store/keys.ts';
import { mailCounts } from '#data/mail/counts.ts';
import {
  firstJoinActions,
  firstMember,
  hasRoom,
  memberChange,
  stillHasRole,
} from '#data/organization/member.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { findProfile, profileActions, type Profile } from '#data/accounts/user.ts';

type Input = InputOf<(typeof members)['operations']['create']>;

/**
 * Creates the account first, then the profile and membership in one transaction. If the request is interrupted in
 * between, repeating it reuses the account and sends another password. events/unconfirmed-users deletes accounts whose
 * users never sign in.
 */
export async function create(context: Context, { body }: Input): Promise<Member> {
  const { orgId, actor, role, settings, now } = context;
  if (!mayManageRole(role, body.role)) throw fieldProblem('/role', 'not_allowed');
  if (await getItem(context, emailKey(body.email))) throw fieldProblem('/email', 'has_account', 'conflict');
  if (!(await hasRoom(context, orgId)))
    throw fieldProblem('/email', 'too_many', 'conflict', { limit: limits.membersPerOrganization });
  const locale = body.locale ?? 'en';
  const isUnused = async (userId: string) => (await findProfile(context, userId)) === undefined;
  // The e-mail is counted before it is sent, because sending cannot be undone.
  await transact(context, mailCounts(context));
  const id = await createAccount({ ...body, locale }, isUnused);
  const profile: Profile = {
    id,
    version: 1,
    username: body.username,
    email: body.email,
    firstName: body.firstName,
    lastName: body.lastName ?? '',
    locale,
    timeZone: settings.timeZone,
    theme: 'system',
    createdAt: now,
    updatedAt: now,
  };
  const member = firstMember(profile, body.role, now);
  const joined = memberChange(context, undefined, member, 'created', []);
  await transact(context, [
    ...profileActions(context, undefined, profile, 'created', [], {
      mails: 1,
      mailedAt: now,
      mailedBy: actor.userId,
    }),
    ...firstJoinActions(orgId, member, joined),
    stillHasRole(orgId, actor.userId, role),
    joined,
  ]);
  return member;
}
