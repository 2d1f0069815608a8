import type { Key } from '../store/keys.ts';
import type { Item } from '../sdk/client.ts';
import type { Effect, OutboxItem } from './effects.ts';

// What releases before 0.10 have written. Nothing is left 30 days after an upgrade from them.

interface DocumentMailOf0_9 extends Key, Item {
  org: string;
  recordType: 'invoice' | 'quote' | 'issue';
  purpose: { kind: 'document' | 'invoice-reminder' | 'issue-answer' | 'issue-receipt' } & Item;
  requestedAt: string;
  /** The item stayed for 30 days after the e-mail. */
  sentAt?: string;
}

/** The effect that an item asks for, if there is one that hasn't happened. */
export function asOutboxItem(stored: Key & Item): OutboxItem | undefined {
  if (stored.kind === 'outbox') return stored as Item & OutboxItem;
  if (stored.kind === 'documentMail') return fromDocumentMail(stored as DocumentMailOf0_9);
  if (stored.kind !== 'portalRequest') return undefined;
  const { pk, sk, org, email } = stored;
  return { pk, sk, org, effect: 'portal-request', what: { email }, requestedAt: '' } as OutboxItem;
}

function fromDocumentMail({ pk, sk, ...mail }: DocumentMailOf0_9): OutboxItem | undefined {
  const { org, purpose, requestedAt, sentAt } = mail;
  if (sentAt !== undefined) return undefined;
  const effect = effects[purpose.kind];
  const { kind: _kind, ...ofPurpose } = purpose;
  // Each e-mail of then has the values of its effect of now, and some more.
  const what = effect === 'document-mail' ? mail : { ...mail, ...ofPurpose };
  return { pk, sk, org, requestedAt, effect, what: what as unknown as OutboxItem['what'] };
}

const effects = {
  document: 'document-mail',
  'invoice-reminder': 'document-mail',
  'issue-answer': 'issue-answer',
  'issue-receipt': 'issue-receipt',
} as const satisfies Record<string, Effect>;

/** A message of the mail queue about such an item. */
export type MessageOf0_9 =
  | { kind: keyof typeof effects; orgId: string; recordType: string; recordId: string; mailId: string }
  | { kind: 'portal-request'; orgId: string; requestId: string };

export const isMessageOf0_9 = (message: { kind: string }): message is MessageOf0_9 =>
  message.kind === 'portal-request' || message.kind in effects;

export const itemKeyOf = (message: MessageOf0_9): Key =>
  message.kind === 'portal-request'
    ? { pk: `ORG#${message.orgId}#PORTAL-REQUESTS`, sk: message.requestId }
    : {
        pk: `ORG#${message.orgId}#${message.recordType}#${message.recordId}`,
        sk: `${mailPrefixOf0_9}${message.mailId}`,
      };

/** In the partition of a record. */
export const mailPrefixOf0_9 = 'MAIL#';
