import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { writeLog } from '#data/log.ts';
import { loggedUnits, newSession, type Session, type Units } from '#data/units.ts';
import type { SecondFactorNotice } from '#data/mail-texts.ts';
import { sendInvitation } from './invitation.ts';
import { tellOfSecondFactor } from './second-factor.ts';

type MailMessage =
  | { kind: 'invitation'; orgId: string; invitationId: string }
  | { kind: 'second-factor'; userId: string; notice: SecondFactorNotice };

/** Sends what the mail queue asks for. A mail that fails is asked for again; the others of its batch are done. */
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
    case 'second-factor':
      return `second factor ${await tellOfSecondFactor(session, message.userId, message.notice)}`;
    default:
      throw new Error('unknown kind of mail');
  }
}

/** Names of errors only: their messages can hold addresses. */
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
