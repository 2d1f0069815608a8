import { findProfile } from '#data/accounts/user.ts';
import { ownershipMail } from '#data/mail/ownership-mail.ts';
import { mailLocaleOf } from '#data/mail/texts.ts';
import type { MemberItem } from '#data/organization/member.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { memberKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { sendMail } from './send-mail.ts';

/** Tells a member that they became the owner of an organization, unless that has changed meanwhile. */
export async function notifyOfOwnership(
  session: Session,
  orgId: string,
  userId: string,
): Promise<'sent' | 'of nobody'> {
  const organization = await readOrganization(session, orgId);
  const member = await getItem<MemberItem>(session, memberKey(orgId, userId));
  if (!organization || !member?.active || member.role !== 'owner') return 'of nobody';
  const profile = await findProfile(session, userId);
  if (!profile) return 'of nobody';
  const url = `${process.env.SITE_URL}/o/${orgId}`;
  await sendMail(
    profile.email,
    ownershipMail(mailLocaleOf(profile.locale), { orgName: organization.name, url }),
  );
  return 'sent';
}
