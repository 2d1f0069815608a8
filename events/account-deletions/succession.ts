import type { Member } from '#contract/member.ts';
import { deletedFrom, deletionActions } from '#data/organization/deletion.ts';
import { madeOwner, memberActions, readMembers, stillHasRole } from '#data/organization/member.ts';
import { otherOwner, successorAmong } from '#data/organization/owners.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { differences } from '#data/store/change.ts';
import type { UserContext } from '#data/store/request-context.ts';
import type { Action } from '#data/store/transact.ts';

/**
 * What happens to an organization when a member leaves it who can be its last owner: the most powerful member who joined
 * first becomes its owner. Without such a member, nobody uses the organization any more, and it is deleted after the usual
 * days of grace.
 */
export async function successionActions(
  context: UserContext & { orgId: string },
  leaving: Member,
): Promise<Action[]> {
  if (leaving.role !== 'owner') return [];
  const { orgId, now } = context;
  const organization = await readOrganization(context, orgId);
  if (!organization || organization.deletingAt !== undefined) return [];
  const members = await readMembers(context, orgId);
  const owner = await otherOwner(context, members, leaving.userId);
  if (owner) return [stillHasRole(orgId, owner.userId, 'owner')];
  const successor = await successorAmong(context, members, leaving.userId);
  if (!successor) return deletionActions(context, organization, deletedFrom(organization, now));
  const after: Member = { ...successor, version: successor.version + 1, role: 'owner' };
  const changes = differences({ ...successor }, { ...after }, ['role']);
  return memberActions(context, successor, after, changes, madeOwner);
}
