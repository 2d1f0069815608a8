import type { Language } from '#contract/language.ts';
import type { Key } from '../store/keys.ts';

/** An e-mail about a record to its customer, with a link to it. */
interface RecordMail {
  recordId: string;
  email: string;
  language: Language;
}

/** What can follow outside of the table from a transaction whose change doesn't say enough, with what is needed for it. */
export interface Effects {
  'document-mail': RecordMail & {
    recordType: 'invoice' | 'quote';
    purpose: DocumentPurpose;
    /** What the sender adds, above what the e-mail says anyway. */
    message?: string | undefined;
    /** The member who sends it; somebody else's ID if no member does. Missing in items of the first shape. */
    senderId?: string | undefined;
  };
  /** An answer of the team. Without `contactId`, it goes to the visitor who opened the issue through a form. */
  'issue-answer': RecordMail & { answerId: string; contactId?: string | undefined };
  /** An issue has come in through a form. */
  'issue-receipt': RecordMail;
  /** Somebody asks for access to the portal. */
  'portal-request': { email: string };
}

export type Effect = keyof Effects;

/** An effect that follows from the transaction that wrote it. It exists until the effect has happened. */
export interface OutboxItem<E extends Effect = Effect> extends Key {
  org: string;
  effect: E;
  what: Effects[E];
  requestedAt: string;
}

export type DocumentPurpose =
  | { kind: 'document' }
  /** The position of the reminder among those of the billing settings, from 1. 0 for one that a member sends. */
  | { kind: 'invoice-reminder'; step: number };
