import { invitationPath } from '#contract/invitation-link.ts';
import { ifEquals, under } from '#data/store/condition.ts';
import type { StoredInvitation } from '#data/organization/invitation.ts';
import { invitationKey } from '#data/store/keys.ts';
import { newLinkSecret } from '#data/store/link-secret.ts';
import { invitationMail, mailLocaleOf } from '#data/mail/texts.ts';
import { isConditionFailed, updateItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { memberAddress } from './reply-address.ts';
import { sendMail } from './send-mail.ts';

/**
 * Sends the link of a pending invitation. The token is created here and only its digest is stored, so the link exists
 * only in the e-mail. A repeated message sends a second link and keeps the first one valid, because either e-mail may
 * arrive last. Resending the invitation invalidates all earlier links.
 */
export async function sendInvitation(
  session: Session,
  orgId: string,
  invitationId: string,
): Promise<'sent' | 'no longer pending'> {
  const { secret, hash } = newLinkSecret();
  const invitation = await keepToken(session, orgId, invitationId, hash);
  if (invitation === undefined) return 'no longer pending';
  const { email, locale, orgName, invitedById, invitedByName } = invitation;
  const content = invitationMail(mailLocaleOf(locale), {
    orgName,
    invitedByName,
    url: `${process.env.SITE_URL}${invitationPath(`${orgId}_${invitationId}_${secret}`)}`,
  });
  // The invitation names the person, who can be asked about it.
  const replyTo = await memberAddress(session, orgId, [invitedById]);
  await sendMail(email, content, { replyTo });
  return 'sent';
}

/** Stores the digest on the invitation. Returns the invitation, or undefined if it is no longer pending. */
async function keepToken(
  session: Session,
  orgId: string,
  invitationId: string,
  tokenHash: string,
): Promise<StoredInvitation | undefined> {
  try {
    const update = under(ifEquals({ status: 'pending' }), {
      Key: invitationKey(orgId, invitationId),
      UpdateExpression: 'ADD tokenHashes :hash',
      ExpressionAttributeValues: { ':hash': new Set([tokenHash]) },
    });
    const invitation = await updateItem(session, { ...update, ReturnValues: 'ALL_NEW' });
    return invitation as StoredInvitation | undefined;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}
