import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { limits } from '#contract/limits.ts';
import type { Member } from '#contract/member.ts';
import { mayManageRole } from '#contract/permission.ts';
import type { Role } from '#contract/role.ts';
import { changeAction } from '#data/store/change.ts';
import { withItemState } from '#data/store/item-state.ts';
import { ifEquals, under } from '#data/store/condition.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { isBeingDeleted } from '#data/organization/deletion.ts';
import type { StoredInvitation } from '#data/organization/invitation.ts';
import { accessKey, invitationKey, memberKey, recordKey, uniqueKey } from '#data/store/keys.ts';
import {
  alreadyMember,
  hasRoom,
  joinActions,
  stillHasRole,
  type AccessItem,
} from '#data/organization/member.ts';
import { sameHash } from '#data/store/link-secret.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import { loadProfile } from '#data/accounts/user.ts';

interface Preview {
  orgName: string;
  email: string;
  role: Role;
  invitedByName: string;
}

export async function preview(session: Session, { body }: { body: { token: string } }): Promise<Preview> {
  const invitation = await invitationOf(session, body.token);
  await inviterRole(session, invitation);
  const { orgName, email, role, invitedByName } = invitation;
  return { orgName, email, role, invitedByName };
}

export async function accept(
  context: UserContext,
  { body }: { body: { token: string } },
): Promise<{ orgId: string }> {
  const profile = await loadProfile(context);
  const invitation = await invitationOf(context, body.token);
  if (invitation.email !== profile.email) throw fieldProblem('/token', 'other_address', 'conflict');
  const { orgId, id, role, version, invitedById } = invitation;
  if (invitedById === profile.id) throw alreadyMember();
  const access = await getItem<AccessItem>(context, accessKey(profile.id));
  if (access?.orgs?.[orgId]?.client) throw new ProblemError('conflict', 'client_of_organization');
  const invitedAs = await inviterRole(context, invitation);
  if (!(await hasRoom(context, orgId)))
    throw fieldProblem('/token', 'too_many', 'conflict', { limit: limits.membersPerOrganization });
  await transact(context, [
    {
      update: under(ifEquals({ status: 'pending', version }), {
        Key: { ...invitationKey(orgId, id) },
        UpdateExpression: 'SET #status = :accepted ADD #version :one',
        ExpressionAttributeValues: { ':accepted': 'accepted', ':one': 1 },
      }),
      refuse: () => fieldProblem('/token', 'used', 'conflict'),
    },
    { remove: { Key: { ...uniqueKey(orgId, 'invitation.email', invitation.email) } } },
    { ...stillHasRole(orgId, invitedById, invitedAs), refuse: expiredLink },
    ...joinActions(orgId, profile, role, context.now),
    changeAction(
      context,
      {
        orgId,
        type: 'invitation',
        id,
        key: recordKey(orgId, 'invitation', id),
        version: version + 1,
        before: withItemState(invitation, invitation),
      },
      'accepted',
      [],
    ),
  ]);
  return { orgId };
}

/** The organization of an invitation that was accepted. */
export function accepted(
  _context: UserContext,
  { body }: { body: { token: string } },
): Promise<{ orgId: string }> {
  const [, orgId = ''] = tokenParts.exec(body.token) ?? [];
  return Promise.resolve({ orgId });
}

const tokenParts = /^([0-9a-f-]{36})_([0-9a-f-]{36})_([\w-]{20,100})$/;

/** The invitation of a link. Unknown and revoked links get the same error. */
async function invitationOf(session: Session, token: string): Promise<StoredInvitation> {
  const [, orgId, id, secret] = tokenParts.exec(token) ?? [];
  if (!orgId || !id || !secret) throw new ProblemError('not_found');
  const item = await getItem<StoredInvitation>(session, invitationKey(orgId, id));
  if (!item || !mailedHashes(item).some((hash) => sameHash(hash, secret)))
    throw new ProblemError('not_found');
  if (item.status !== 'pending') throw fieldProblem('/token', 'used', 'conflict');
  if (Date.parse(item.validUntil) <= Date.now()) throw expiredLink();
  if (await isBeingDeleted(session, orgId)) throw expiredLink();
  return item;
}

const expiredLink = (): ProblemError => fieldProblem('/token', 'expired', 'conflict');

/** The current role of the inviter. An invitation is valid only while its inviter may grant its role. */
async function inviterRole(session: Session, { orgId, invitedById, role }: StoredInvitation): Promise<Role> {
  const inviter = await getItem<Member>(session, memberKey(orgId, invitedById));
  if (!inviter?.active || !mayManageRole(inviter.role, role)) throw expiredLink();
  return inviter.role;
}

const mailedHashes = ({ tokenHash, tokenHashes = new Set() }: StoredInvitation): string[] => [
  ...(tokenHash ? [tokenHash] : []),
  ...tokenHashes,
];
