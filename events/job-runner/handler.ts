import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { carryOn } from '#data/jobs/work.ts';
import { writeLog } from '#data/store/log.ts';
import { loggedUnits, newSession } from '#data/store/units.ts';

const client = new SQSClient({});

/**
 * How long one message works on a job before the job returns to the end of the queue, so that jobs take turns.
 */
const turnMs = 1_000;

interface JobMessage {
  orgId: string;
  jobId: string;
}

/**
 * Advances jobs, one turn per message. The next message is sent before this one is deleted, so a crash cannot stop
 * the job. Repeated turns are safe because every step is conditional on the job's position.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const batchItemFailures = [];
  for (const { body, messageId } of event.Records) {
    try {
      await takeTurn(JSON.parse(body) as JobMessage, context);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      writeLog({ level: 'error', message: 'job failed', error: name, messageId });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

async function takeTurn({ orgId, jobId }: JobMessage, { awsRequestId }: Context): Promise<void> {
  const session = newSession();
  const startedAt = Date.now();
  const left = await carryOn(session, orgId, jobId, startedAt + turnMs);
  if (left.more) {
    await client.send(
      new SendMessageCommand({
        QueueUrl: process.env.JOBS_QUEUE_URL,
        MessageBody: JSON.stringify({ orgId, jobId }),
        // Fair queues rotate between message groups, so one organization's jobs cannot block another's.
        MessageGroupId: orgId,
        ...(left.afterSeconds > 0 ? { DelaySeconds: left.afterSeconds } : {}),
      }),
    );
  }
  writeLog({
    level: 'info',
    message: 'job carried on',
    requestId: awsRequestId,
    orgId,
    jobId,
    more: left.more,
    milliseconds: Date.now() - startedAt,
    ...loggedUnits(session.units),
  });
}
