import { mailLocaleOf, deletionMail } from '#data/mail/texts.ts';
import { profileOf, type UserItem } from '#data/accounts/user.ts';
import { readMembers } from '#data/organization/member.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { headerFrom, type ChangeItem } from '#data/store/change.ts';
import { changeKey, recordKey, userKey } from '#data/store/keys.ts';
import { getItem, getItems } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { sendMail } from './send-mail.ts';

/**
 * Tells all owners and administrators, each in their language, that their organization is being deleted. Does nothing
 * if it was restored in the meantime. A message that is delivered twice can tell some of them twice.
 */
export async function notifyOfDeletion(session: Session, orgId: string): Promise<number> {
  const organization = await readOrganization(session, orgId);
  const { deletingAt, name, timeZone, version } = organization ?? {};
  if (!deletingAt || !name || !timeZone || !version) return 0;
  const members = await readMembers(session, orgId);
  const change = await getItem<ChangeItem>(
    session,
    changeKey(recordKey(orgId, 'organization', orgId), version),
  );
  const actorId = change && headerFrom(change).actorId;
  const deletedByName = members.find(({ userId }) => userId === actorId)?.displayName ?? name;
  const told = members.filter(({ active, role }) => active && (role === 'owner' || role === 'admin'));
  const users = await getItems<UserItem>(
    session,
    told.map(({ userId }) => userKey(userId)),
  );
  const url = `${process.env.SITE_URL}/o/${orgId}`;
  for (const user of users) {
    if (!user) continue;
    const { email, locale } = profileOf(user);
    const mail = { orgName: name, deletedByName, until: deletingAt, timeZone, url };
    await sendMail(email, deletionMail(mailLocaleOf(locale), mail));
  }
  return users.length;
}
