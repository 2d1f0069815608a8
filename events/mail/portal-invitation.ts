import { portalInvitationPath } from '#contract/invitation-link.ts';
import { sellersPlace } from '#data/billing/document-email.ts';
import { readBilling } from '#data/billing/settings.ts';
import { portalInvitationMail } from '#data/mail/portal-mail.ts';
import { settingsOf } from '#data/organization/settings.ts';
import type { PortalSubjectMessage } from '#data/outbox/mail-message.ts';
import { accessItemKey, type StoredPortalAccess } from '#data/portal/portal-access.ts';
import { portalTokenOf } from '#data/portal/portal-token.ts';
import { ifEquals, under } from '#data/store/condition.ts';
import { newLinkSecret } from '#data/store/link-secret.ts';
import { isConditionFailed, updateItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { replyAddress } from './reply-address.ts';
import { sendMail } from './send-mail.ts';

/**
 * Sends the link of an invitation to the portal. As with invitations of members, the secret is only in the e-mail, and
 * a repeated message sends a second link that works, too.
 */
export async function sendPortalInvitation(
  session: Session,
  { orgId, recordType, recordId }: PortalSubjectMessage,
): Promise<'sent' | 'no longer invited'> {
  const settings = await settingsOf(session, orgId);
  const { secret, hash } = newLinkSecret();
  const access = settings && (await keepHash(session, { orgId, recordType, recordId }, hash));
  if (!access) return 'no longer invited';
  const path = portalInvitationPath(
    portalTokenOf({ orgId, subject: { type: recordType, id: recordId }, secret }),
  );
  const url = `${process.env.SITE_URL}${path}`;
  const billing = await readBilling({ ...session, orgId, settings });
  const orgAddress = sellersPlace(settings, billing, access.language);
  const mail = { orgName: settings.name, orgAddress, naming: settings, type: recordType, url };
  const replyTo = await replyAddress(session, orgId, billing, [access.invitedById]);
  await sendMail(access.email, portalInvitationMail(access.language, mail), { replyTo });
  return 'sent';
}

/** Stores the hash of a link's secret. Returns the invitation, or undefined if it isn't one any more. */
async function keepHash(
  session: Session,
  { orgId, recordType, recordId }: PortalSubjectMessage,
  hash: string,
): Promise<StoredPortalAccess | undefined> {
  const update = under(ifEquals({ status: 'invited' }), {
    Key: accessItemKey(orgId, { type: recordType, id: recordId }),
    UpdateExpression: 'ADD tokenHashes :hash',
    ExpressionAttributeValues: { ':hash': new Set([hash]) },
  });
  try {
    return (await updateItem(session, { ...update, ReturnValues: 'ALL_NEW' })) as
      | StoredPortalAccess
      | undefined;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}
