import type { Member } from '#contract/member.ts';
import { cachedList } from '#lib/api/cached-list.ts';
import { client } from '#lib/api/client.ts';
import { membersQuery } from '#lib/api/queries.ts';
import { compareNames } from '#lib/i18n/format.ts';

type MemberPatch = Parameters<typeof client.members.update>[0]['body'];

export const memberList = (orgId: string) =>
  cachedList(membersQuery(orgId), (one, other) => compareNames(one.displayName, other.displayName));

/** Shows the change immediately, and reverts it if it fails. */
export async function updateMember(orgId: string, member: Member, patch: MemberPatch): Promise<void> {
  const { userId, version } = member;
  const list = memberList(orgId);
  await list.put({ ...member, ...(patch as Partial<Member>) });
  try {
    await list.put(await client.members.update({ orgId, userId, body: patch }, { version }));
  } catch (error) {
    await list.put(member);
    throw error;
  }
}

/**
 * `handOverTo` is the id of the member who receives the removed member's records. Without it, the records stay as they
 * are.
 */
export async function removeMember(orgId: string, member: Member, handOverTo?: string): Promise<void> {
  const { userId, version } = member;
  await client.members.remove({ orgId, userId, ...(handOverTo ? { handOverTo } : {}) }, { version });
  await memberList(orgId).remove(member);
}
