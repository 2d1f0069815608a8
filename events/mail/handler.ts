import { isMessageOf0_9, itemKeyOf, type MessageOf0_9 } from '#data/outbox/items-of-0-9.ts';
import type { MailMessage } from '#data/outbox/mail-message.ts';
import { takeEffect } from '#data/outbox/outbox.ts';
import type { Session } from '#data/store/units.ts';
import { queueReader } from '../reader/queue-reader.ts';
import { notifyUser } from './account-notice.ts';
import { notifyOfDeletion, queueDeletionNotices } from './deletion-notice.ts';
import { sendDocument } from './document.ts';
import { sendInvitation } from './invitation.ts';
import { sendAnswer } from './issue-answer.ts';
import { sendReceipt } from './issue-receipt.ts';
import { notifyOfOwnership } from './ownership-notice.ts';
import { sendPortalInvitation } from './portal-invitation.ts';
import { answerRequest } from './portal-request.ts';
import { notifyOfRequest, queueRequestNotices } from './portal-request-notice.ts';
import { notifyOfWebhook, queueWebhookNotices } from './webhook-notice.ts';

type Notice = Exclude<MailMessage, MessageOf0_9>;

/** How each kind of message is handled, and what its log line says. */
const senders: {
  [Kind in Notice['kind']]: (session: Session, message: Extract<Notice, { kind: Kind }>) => Promise<string>;
} = {
  outbox: (session, item) =>
    takeEffect(session, item, {
      'document-mail': sendDocument,
      'issue-answer': sendAnswer,
      'issue-receipt': sendReceipt,
      'portal-request': answerRequest,
    }),
  invitation: async (session, { orgId, invitationId }) =>
    `invitation ${await sendInvitation(session, orgId, invitationId)}`,
  'portal-invitation': async (session, message) =>
    `invitation to the portal ${await sendPortalInvitation(session, message)}`,
  'portal-request-waits': async (session, { userId, ...request }) =>
    userId === undefined
      ? `request notices queued: ${await queueRequestNotices(session, request)}`
      : `request notice ${await notifyOfRequest(session, request, userId)}`,
  deletion: async (session, { orgId, userId }) =>
    userId === undefined
      ? `deletion notices queued: ${await queueDeletionNotices(session, orgId)}`
      : `deletion notice ${await notifyOfDeletion(session, orgId, userId)}`,
  'webhook-off': async (session, { orgId, webhookId, userId }) =>
    userId === undefined
      ? `webhook notices queued: ${await queueWebhookNotices(session, orgId, webhookId)}`
      : `webhook notice ${await notifyOfWebhook(session, { orgId, webhookId }, userId)}`,
  ownership: async (session, { orgId, userId }) =>
    `ownership notice ${await notifyOfOwnership(session, orgId, userId)}`,
  account: async (session, { userId, notice, version }) =>
    `account notice ${await notifyUser(session, userId, notice, version)}`,
};

/** Sends an e-mail for each message in the mail queue. If some fail, only those are retried. */
export const handler = queueReader<MailMessage>({
  lanes: Infinity,
  failed: 'mail failed',
  async handle(session, received) {
    const message: Notice = isMessageOf0_9(received) ? { kind: 'outbox', ...itemKeyOf(received) } : received;
    if (!Object.hasOwn(senders, message.kind)) throw new Error('unknown kind of mail');
    // The kind of a message says which sender it is for, which TypeScript can't follow.
    const send = senders[message.kind] as (session: Session, message: Notice) => Promise<string>;
    return { message: await send(session, message) };
  },
});
