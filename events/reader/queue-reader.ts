import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { loadStageKeys } from '#data/store/load-stage-keys.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { loggedUnits, newSession, type Session } from '#data/store/units.ts';
import { limits } from '#contract/limits.ts';
import { handleEach } from './batch.ts';

interface QueueReader<Message> {
  /** Number of messages handled concurrently. */
  lanes: number;
  /** The message to log when a queue message fails. */
  failed: string;
  /**
   * Processes a message and returns the fields of its log line. After its last attempt, a message that failed isn't
   * delivered again.
   */
  handle: (
    session: Session,
    message: Message,
    isLastAttempt: boolean,
  ) => Promise<{ message: string } & Record<string, unknown>>;
}

/**
 * The handler of a function that reads a queue. Each message has its own session and log line, and only failed
 * messages are delivered again.
 */
export const queueReader =
  <Message>({ lanes, failed, handle }: QueueReader<Message>) =>
  async ({ Records }: SQSEvent, { awsRequestId: requestId }: Context): Promise<SQSBatchResponse> => {
    await loadStageKeys();
    const failures = await handleEach(Records, lanes, async ({ messageId, body, attributes }) => {
      const isLastAttempt = Number(attributes.ApproximateReceiveCount) >= limits.queueAttempts;
      const session = newSession();
      const startedAt = performance.now();
      const log = (line: object) => {
        const milliseconds = Math.round(performance.now() - startedAt);
        writeLog({ ...line, requestId, messageId, milliseconds, ...loggedUnits(session.units) });
      };
      try {
        log({ level: 'info', ...(await handle(session, JSON.parse(body) as Message, isLastAttempt)) });
      } catch (error) {
        log({ level: 'error', message: failed, error: errorNameOf(error) });
        throw error;
      }
    });
    return { batchItemFailures: failures.map(({ entry }) => ({ itemIdentifier: entry.messageId })) };
  };
