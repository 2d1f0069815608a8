import type { DocumentType } from '#data/billing/document-links.ts';
import type { DocumentMailMessage } from '#data/billing/document-mails.ts';
import type { AccountNotice } from '#data/mail/texts.ts';
import { queueReader } from '../reader/queue-reader.ts';
import { notifyUser } from './account-notice.ts';
import { notifyOfDeletion, queueDeletionNotices } from './deletion-notice.ts';
import { sendDocument } from './document.ts';
import { sendInvitation } from './invitation.ts';
import { sendAnswer } from './issue-answer.ts';
import { sendReceipt } from './issue-receipt.ts';
import { notifyOfOwnership } from './ownership-notice.ts';
import { sendPortalInvitation, type PortalInvitationMessage } from './portal-invitation.ts';
import { answerRequest, type PortalRequest } from './portal-request.ts';
import { notifyOfRequest, queueRequestNotices, type WaitingRequest } from './portal-request-notice.ts';

type MailMessage =
  | { kind: 'invitation'; orgId: string; invitationId: string }
  | ({ kind: 'portal-invitation' } & PortalInvitationMessage)
  | ({ kind: 'portal-request' } & PortalRequest)
  | ({ kind: 'portal-request-waits' } & WaitingRequest)
  /** Without a user, for all owners and administrators. */
  | { kind: 'deletion'; orgId: string; userId?: string }
  | { kind: 'ownership'; orgId: string; userId: string }
  | ({ kind: 'document' | 'invoice-reminder' } & DocumentMailMessage & { recordType: DocumentType })
  | ({ kind: 'issue-answer' | 'issue-receipt' } & DocumentMailMessage)
  /** The previous release queued account messages with the kind `second-factor`. */
  | { kind: 'account' | 'second-factor'; userId: string; notice: AccountNotice; version?: number };

/** Sends an e-mail for each message in the mail queue. If some fail, only those are retried. */
export const handler = queueReader<MailMessage>({
  lanes: Infinity,
  failed: 'mail failed',
  async handle(session, message) {
    switch (message.kind) {
      case 'invitation':
        return {
          message: `invitation ${await sendInvitation(session, message.orgId, message.invitationId)}`,
        };
      case 'portal-invitation':
        return { message: `invitation to the portal ${await sendPortalInvitation(session, message)}` };
      case 'portal-request':
        return { message: `request for access ${await answerRequest(session, message)}` };
      case 'portal-request-waits':
        return message.userId === undefined
          ? { message: 'request notices queued', queued: await queueRequestNotices(session, message) }
          : {
              message: `request notice ${await notifyOfRequest(session, { ...message, userId: message.userId })}`,
            };
      case 'deletion':
        return message.userId === undefined
          ? {
              message: 'deletion notices queued',
              queued: await queueDeletionNotices(session, message.orgId),
            }
          : {
              message: `deletion notice ${await notifyOfDeletion(session, message.orgId, message.userId)}`,
            };
      case 'ownership':
        return {
          message: `ownership notice ${await notifyOfOwnership(session, message.orgId, message.userId)}`,
        };
      case 'document':
      case 'invoice-reminder':
        return { message: `${message.kind} ${await sendDocument(session, message)}` };
      case 'issue-answer':
        return { message: `answer ${await sendAnswer(session, message)}` };
      case 'issue-receipt':
        return { message: `receipt ${await sendReceipt(session, message)}` };
      case 'account':
      case 'second-factor':
        return {
          message: `account notice ${await notifyUser(session, message.userId, message.notice, message.version)}`,
        };
      default:
        throw new Error('unknown kind of mail');
    }
  },
});
