import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { writeLog } from '#data/log.ts';
import { loggedUnits, newSession, type Session, type Units } from '#data/units.ts';
import { sendInvitation } from './invitation.ts';

interface MailMessage {
  kind: string;
  orgId: string;
  invitationId: string;
}

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
  if (message.kind !== 'invitation') throw new Error('unknown kind of mail');
  return sendInvitation(session, message.orgId, message.invitationId);
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
      ? { level: 'info', message: `invitation ${result.value}` }
      : { level: 'error', message: 'mail failed', error: (result.reason as Error).name };
  writeLog({ ...line, requestId: awsRequestId, messageId, ...loggedUnits(units) });
}
