import type { account, DeletionEffects } from '#contract/account.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { accountOf } from '#data/accounts/second-factor.ts';
import { loadProfile, usernameOf } from '#data/accounts/user.ts';
import { verifyCaller } from '#data/accounts/verification.ts';
import { deletionOfAccount } from '#data/organization/account-deletion.ts';
import { readApiKeys, type KeyItem } from '#data/organization/api-key.ts';
import { readMembers, type AccessItem, type Right } from '#data/organization/member.ts';
import { otherOwner } from '#data/organization/owners.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { accessKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { sentInvitations } from './invitations.ts';

type Input = InputOf<(typeof account)['operations']['requestDeletion']>;
type EndingMembership = DeletionEffects['memberships'][number];

export async function getDeletion(context: UserContext): Promise<DeletionEffects> {
  const [memberships, { isOn }] = await Promise.all([
    endingMemberships(context),
    accountOf(usernameOf(context)),
  ]);
  const counts = await Promise.all(memberships.map(({ id }) => countsIn(context, id)));
  return {
    memberships,
    apiKeys: counts.reduce((sum, { apiKeys }) => sum + apiKeys, 0),
    invitations: counts.reduce((sum, { invitations }) => sum + invitations, 0),
    isAllowed: memberships.every(({ obstacle }) => obstacle === undefined),
    needsCode: isOn,
  };
}

/**
 * Deletes the caller's account: one transaction ends all sessions and API keys, and events/account-deletions removes the
 * rest. Whoever has only a token, or sits at an unlocked screen, can't do this.
 */
export async function requestDeletion(context: UserContext, { body }: Input): Promise<null> {
  const profile = await loadProfile(context);
  if (body.confirmation !== profile.email) throw fieldProblem('/confirmation', 'other_account');
  const owned = (await endingMemberships(context)).filter(({ obstacle }) => obstacle !== undefined);
  if (owned.length > 0) {
    const errors = owned.map(({ id }) => ({ pointer: '', code: 'only_owner' as const, recordId: id }));
    throw new ProblemError('conflict', undefined, errors);
  }
  await verifyCaller(context, body);
  await transact(context, deletionOfAccount(context, profile, 'accountDeleted'));
  return null;
}

async function endingMemberships(context: UserContext): Promise<EndingMembership[]> {
  const access = await getItem<AccessItem>(context, accessKey(context.actor.userId));
  const rights = Object.entries(access?.orgs ?? {}).filter(([, { active }]) => active);
  const found = await Promise.all(rights.map(([orgId, right]) => endingMembership(context, orgId, right)));
  return found.filter((membership) => membership !== undefined).sort((a, b) => a.name.localeCompare(b.name));
}

/** Undefined if the organization is being purged. */
async function endingMembership(
  context: UserContext,
  orgId: string,
  { role }: Right,
): Promise<EndingMembership | undefined> {
  const { userId } = context.actor;
  const organization = await readOrganization(context, orgId);
  if (!organization) return undefined;
  const { name, deletingAt } = organization;
  if (deletingAt !== undefined) return { id: orgId, name, role, deletingAt };
  if (role !== 'owner') return { id: orgId, name, role };
  const members = await readMembers(context, orgId);
  if (await otherOwner(context, members, userId)) return { id: orgId, name, role };
  return { id: orgId, name, role, obstacle: members.length > 1 ? 'onlyOwner' : 'onlyMember' };
}

async function countsIn(
  context: UserContext,
  orgId: string,
): Promise<{ apiKeys: number; invitations: number }> {
  const [keys, invitations] = await Promise.all([
    readApiKeys<KeyItem>({ ...context, orgId }),
    sentInvitations(context, orgId),
  ]);
  const own = keys.filter(({ createdBy }) => createdBy === context.actor.userId);
  const pending = invitations.filter(({ status }) => status === 'pending');
  return { apiKeys: own.length, invitations: pending.length };
}
