import { v7 as uuidv7 } from 'uuid';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import type { Context } from '../organization/context.ts';
import { ifPresent } from '../store/condition.ts';
import { documentMailKey, recordKey, type Key } from '../store/keys.ts';
import { getItem, updateItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { DocumentType } from './document-links.ts';

/** What an e-mail about a document says. */
export type MailPurpose =
  | { kind: 'document' }
  /** The position of the reminder among those of the billing settings, from 1. 0 for one that a member sends. */
  | { kind: 'invoice-reminder'; step: number }
  /** An answer of the team to an issue. Without `contactId`, it goes to the visitor who opened it through a form. */
  | { kind: 'issue-answer'; answerId: string; contactId?: string }
  /** An issue has come in through a form. */
  | { kind: 'issue-receipt' };

/** The record types about whose records customers get e-mails. */
export type MailedType = DocumentType | 'issue';

/** An e-mail about a record to its customer, with a link to it. */
export interface DocumentMail {
  purpose: MailPurpose;
  email: string;
  language: Language;
  /** What the sender adds, above what the e-mail says anyway. */
  message?: string | undefined;
}

/** What the mail queue is told of an e-mail about a document. */
export interface DocumentMailMessage {
  orgId: string;
  recordType: MailedType;
  recordId: string;
  mailId: string;
}

interface DocumentMailItem extends Key, DocumentMail {
  requestedAt: string;
  /** The member who sends it; somebody else's ID if no member does. */
  senderId?: string;
  sentAt?: string;
}

/**
 * The action that sends an e-mail about a document once its transaction is written: the relay reads the item from the
 * stream and puts it on the mail queue. The link is made when the e-mail is sent, so that its token is nowhere else.
 * Actions that count the e-mail toward the daily limits are `mailCounts`.
 */
export function documentMailAction(
  { orgId, now, actor }: Pick<Context, 'orgId' | 'now' | 'actor'>,
  document: { type: MailedType; id: string },
  { purpose, email, language, message }: DocumentMail,
): Action {
  const mailId = uuidv7();
  return {
    put: {
      Item: {
        ...documentMailKey(recordKey(orgId, document.type, document.id), mailId),
        kind: 'documentMail',
        org: orgId,
        recordType: document.type,
        recordId: document.id,
        mailId,
        purpose,
        email,
        language,
        ...(message === undefined ? {} : { message }),
        requestedAt: now,
        senderId: actor.userId,
        expiresAt: epochSeconds(now) + limits.documentMailDays * 86_400,
      },
    },
  };
}

const keyOfMessage = ({ orgId, recordType, recordId, mailId }: DocumentMailMessage): Key =>
  documentMailKey(recordKey(orgId, recordType, recordId), mailId);

/** An e-mail that wasn't sent yet. */
export async function unsentDocumentMail(
  session: Session,
  message: DocumentMailMessage,
): Promise<DocumentMailItem | undefined> {
  const item = await getItem<DocumentMailItem>(session, keyOfMessage(message));
  return item?.sentAt === undefined ? item : undefined;
}

/** Queues deliver messages at least once. What is kept here makes a second e-mail rare. */
export async function markMailSent(
  session: Session,
  message: DocumentMailMessage,
  sentAt: string,
): Promise<void> {
  await updateItem(session, {
    Key: keyOfMessage(message),
    UpdateExpression: 'SET sentAt = :sentAt',
    ...ifPresent,
    ExpressionAttributeValues: { ':sentAt': sentAt },
  });
}
