import type { BillingSettings } from '#contract/billing.ts';
import type { MemberItem } from '#data/organization/member.ts';
import { memberKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

/**
 * Where answers to an e-mail for somebody outside of the team go: to the address of the billing settings, otherwise to the
 * first of some members who still is one. Undefined if none is.
 */
export async function replyAddress(
  session: Session,
  orgId: string,
  { email }: BillingSettings,
  userIds: readonly (string | undefined)[],
): Promise<string | undefined> {
  return email ?? (await memberAddress(session, orgId, userIds));
}

/** The address of the first of some members who still is one. */
export async function memberAddress(
  session: Session,
  orgId: string,
  userIds: readonly (string | undefined)[],
): Promise<string | undefined> {
  for (const userId of userIds) {
    const member =
      userId === undefined ? undefined : await getItem<MemberItem>(session, memberKey(orgId, userId));
    if (member?.active) return member.email;
  }
  return undefined;
}
