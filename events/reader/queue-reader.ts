import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { loggedUnits, newSession, type Session } from '#data/store/units.ts';
import { handleEach } from './batch.ts';

interface QueueReader<Message> {
  /** Number of messages handled concurrently. */
  lanes: number;
  /** The message to log when a queue message fails. */
  failed: string;
  /** Processes a message and returns the fields of its log line. */
  handle: (session: Session, message: Message) => Promise<{ message: string } & Record<string, unknown>>;
}

/**
 * The handler of a function that reads a queue. Each message has its own session and log line, and only failed
 * messages are delivered again.
 */
export const queueReader =
  <Message>({ lanes, failed, handle }: QueueReader<Message>) =>
  async ({ Records }: SQSEvent, { awsRequestId: requestId }: Context): Promise<SQSBatchResponse> => {
    const failures = await handleEach(Records, lanes, async ({ messageId, body }) => {
      const session = newSession();
      const startedAt = performance.now();
      const log = (line: object) => {
        const milliseconds = Math.round(performance.now() - startedAt);
        writeLog({ ...line, requestId, messageId, milliseconds, ...loggedUnits(session.units) });
      };
      try {
        log({ level: 'info', ...(await handle(session, JSON.parse(body) as Message)) });
      } catch (error) {
        log({ level: 'error', message: failed, error: errorNameOf(error) });
        throw error;
      }
    });
    return { batchItemFailures: failures.map(({ entry }) => ({ itemIdentifier: entry.messageId })) };
  };
