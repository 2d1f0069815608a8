import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { writeLog } from '#data/store/log.ts';
import { loggedUnits, newSession, type Session, type Units } from '#data/store/units.ts';
import type { AccountNotice } from '#data/mail/texts.ts';
import { sendInvitation } from './invitation.ts';
import { tellUser } from './account-notice.ts';

type MailMessage =
  | { kind: 'invitation'; orgId: string; invitationId: string }
  /** `second-factor`: put into the queue by the version before. */
  | { kind: 'account' | 'second-factor'; userId: string; notice: AccountNotice; version?: number };

/**
 * Sends the e-mails requested through the mail queue. Failed ones are retried without repeating the rest of the
 * batch.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const failed = await Promise.all(
    event.Records.map(async ({ messageId, body }) => {
      const session = newSession();
      const [result] = await Promise.allSettled([send(session, body)]);
      report(context, messageId, session.units, result);
      return result.status === 'rejected' ? [{ itemIdentifier: messageId }] : [];
    }),
  );
  return { batchItemFailures: failed.flat() };
}

async function send(session: Session, body: string): Promise<string> {
  const message = JSON.parse(body) as MailMessage;
  switch (message.kind) {
    case 'invitation':
      return `invitation ${await sendInvitation(session, message.orgId, message.invitationId)}`;
    case 'account':
    case 'second-factor':
      return `account notice ${await tellUser(session, message.userId, message.notice, message.version)}`;
    default:
      throw new Error('unknown kind of mail');
  }
}

/** Logs error names only, because error messages can contain addresses. */
function report(
  { awsRequestId }: Context,
  messageId: string,
  units: Units,
  result: PromiseSettledResult<string>,
): void {
  const line =
    result.status === 'fulfilled'
      ? { level: 'info', message: result.value }
      : { level: 'error', message: 'mail failed', error: (result.reason as Error).name };
  writeLog({ ...line, requestId: awsRequestId, messageId, ...loggedUnits(units) });
}
