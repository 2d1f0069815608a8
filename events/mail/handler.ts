import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { writeLog } from '#data/log.ts';
import { sendInvitation } from './invitation.ts';

interface MailMessage {
  kind: 'invitation';
  orgId: string;
  invitationId: string;
}

/** Sends what the mail queue asks for. A mail that fails is asked for again; the others of its batch are done. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(event.Records.map(({ body }) => send(body)));
  const failed = results.flatMap((result, index) => {
    const itemIdentifier = event.Records[index]!.messageId;
    report(context, itemIdentifier, result);
    return result.status === 'rejected' ? [{ itemIdentifier }] : [];
  });
  return { batchItemFailures: failed };
}

async function send(body: string): Promise<string> {
  const message = JSON.parse(body) as MailMessage;
  if (message.kind !== 'invitation') throw new Error('unknown kind of mail');
  return sendInvitation(message.orgId, message.invitationId);
}

/** Names of errors only: their messages can hold addresses. */
function report({ awsRequestId }: Context, messageId: string, result: PromiseSettledResult<string>): void {
  const line =
    result.status === 'fulfilled'
      ? { level: 'info', message: `invitation ${result.value}` }
      : { level: 'error', message: 'mail failed', error: (result.reason as Error).name };
  writeLog({ ...line, requestId: awsRequestId, messageId });
}
