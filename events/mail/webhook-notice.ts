import { mailLocaleOf } from '#data/mail/texts.ts';
import { webhookOffMail } from '#data/mail/webhook-mail.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { send } from '#data/store/queue.ts';
import type { Session } from '#data/store/units.ts';
import { readWebhook } from '#data/webhooks/webhook.ts';
import { findAdministrator, readAdministrators } from './administrators.ts';
import { sendMail } from './send-mail.ts';

/** Queues a message for each owner and administrator. Returns the number of messages. */
export async function queueWebhookNotices(
  session: Session,
  orgId: string,
  webhookId: string,
): Promise<number> {
  const told = await readAdministrators(session, orgId);
  for (const { userId } of told) await send('mail', { kind: 'webhook-off', orgId, webhookId, userId });
  return told.length;
}

/** Tells one owner or administrator that a webhook was switched off, unless it is on again. */
export async function notifyOfWebhook(
  session: Session,
  { orgId, webhookId }: { orgId: string; webhookId: string },
  userId: string,
): Promise<'sent' | 'of nobody'> {
  const [settings, webhook] = await Promise.all([
    settingsOf(session, orgId),
    readWebhook(session, orgId, webhookId),
  ]);
  if (!settings || !webhook?.offReason) return 'of nobody';
  const profile = await findAdministrator(session, orgId, userId);
  if (!profile) return 'of nobody';
  const { name, offReason: reason } = webhook;
  const url = `${process.env.SITE_URL}/o/${orgId}/settings/webhooks/${webhookId}`;
  const mail = { orgName: settings.name, name, reason, url };
  await sendMail(profile.email, webhookOffMail(mailLocaleOf(profile.locale), mail));
  return 'sent';
}
