import type { Member } from '#contract/member.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { membersQuery } from '#lib/api/queries.ts';

type MemberPatch = Parameters<typeof client.members.update>[0]['body'];

function show(orgId: string, member: Member): void {
  queryClient.setQueryData<Member[]>(membersQuery(orgId).queryKey, (members) =>
    members?.map((other) => (other.userId === member.userId ? member : other)),
  );
}

/** Shows the change immediately, and reverts it if it fails. */
export async function updateMember(orgId: string, member: Member, patch: MemberPatch): Promise<void> {
  const { userId, version } = member;
  await queryClient.cancelQueries({ queryKey: membersQuery(orgId).queryKey });
  show(orgId, { ...member, ...(patch as Partial<Member>) });
  try {
    show(orgId, await client.members.update({ orgId, userId, body: patch }, { version }));
  } catch (error) {
    show(orgId, member);
    void queryClient.invalidateQueries({ queryKey: membersQuery(orgId).queryKey });
    throw error;
  }
}

/**
 * `handOverTo` is the id of the member who receives the removed member's records. Without it, the records stay as they
 * are.
 */
export async function removeMember(
  orgId: string,
  { userId, version }: Member,
  handOverTo?: string,
): Promise<void> {
  await client.members.remove({ orgId, userId, ...(handOverTo ? { handOverTo } : {}) }, { version });
  queryClient.setQueryData<Member[]>(membersQuery(orgId).queryKey, (members) =>
    members?.filter((other) => other.userId !== userId),
  );
}
