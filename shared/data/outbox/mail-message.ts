import type { PortalType } from '#contract/portal-access.ts';
import type { AccountNotice } from '../mail/texts.ts';
import type { Key } from '../store/keys.ts';
import type { MessageOf0_9 } from './items-of-0-9.ts';

/** An access to the portal by its record. */
export interface PortalSubjectMessage {
  orgId: string;
  recordType: PortalType;
  recordId: string;
}

/** What the mail queue is told. Messages about several people are without a `userId` until there is one for each. */
export type MailMessage =
  /** An item of the outbox. */
  | ({ kind: 'outbox' } & Key)
  | { kind: 'invitation'; orgId: string; invitationId: string }
  | ({ kind: 'portal-invitation' } & PortalSubjectMessage)
  | ({ kind: 'portal-request-waits'; userId?: string } & PortalSubjectMessage)
  /** For all owners and administrators. */
  | { kind: 'deletion'; orgId: string; userId?: string }
  | { kind: 'webhook-off'; orgId: string; webhookId: string; userId?: string }
  | { kind: 'ownership'; orgId: string; userId: string }
  | { kind: 'account'; userId: string; notice: AccountNotice; version?: number }
  | MessageOf0_9;
