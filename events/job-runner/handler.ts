import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { carryOn } from '#data/jobs/work.ts';
import { writeLog } from '#data/log.ts';
import { loggedUnits, newSession } from '#data/units.ts';

const client = new SQSClient({});

/** How long one message works on a job before it goes back to the end of the queue, so that jobs take turns. */
const turnMs = 1_000;

interface JobMessage {
  orgId: string;
  jobId: string;
}

/**
 * Carries jobs on, a turn a message. The next message is sent before this one is taken out of the queue: whatever dies
 * in between, the job goes on, and what was done already is not done again, since every step holds under the condition
 * that the job stands where the step found it.
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
        // Groups of a standard queue take turns too, so that many jobs of one organization do not keep others waiting.
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
