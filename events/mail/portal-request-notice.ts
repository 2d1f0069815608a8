import { portalRequestMail } from '#data/mail/portal-mail.ts';
import { mailLocaleOf } from '#data/mail/texts.ts';
import { settingsOf } from '#data/organization/settings.ts';
import type { PortalSubjectMessage } from '#data/outbox/mail-message.ts';
import { findPortalAccess } from '#data/portal/portal-access.ts';
import { send } from '#data/store/queue.ts';
import type { Session } from '#data/store/units.ts';
import { findAdministrator, readAdministrators } from './administrators.ts';
import { sendMail } from './send-mail.ts';

/**
 * Queues a message for each owner and administrator, so that each e-mail is tried again on its own. There are as few as
 * answers to requests, which are counted. Returns the number of messages.
 */
export async function queueRequestNotices(session: Session, request: PortalSubjectMessage): Promise<number> {
  const told = await readAdministrators(session, request.orgId);
  for (const { userId } of told) await send('mail', { kind: 'portal-request-waits', ...request, userId });
  return told.length;
}

/** Tells one owner or administrator, in their language, that a request waits, unless it doesn't any more. */
export async function notifyOfRequest(
  session: Session,
  { orgId, recordType, recordId }: PortalSubjectMessage,
  userId: string,
): Promise<'sent' | 'of nobody'> {
  const [settings, access] = await Promise.all([
    settingsOf(session, orgId),
    findPortalAccess(session, orgId, { type: recordType, id: recordId }),
  ]);
  if (!settings || access?.status !== 'waiting') return 'of nobody';
  const profile = await findAdministrator(session, orgId, userId);
  if (!profile) return 'of nobody';
  const url = `${process.env.SITE_URL}/o/${orgId}/settings/portal`;
  const mail = { orgName: settings.name, naming: settings, email: access.email, url };
  await sendMail(profile.email, portalRequestMail(mailLocaleOf(profile.locale), mail));
  return 'sent';
}
