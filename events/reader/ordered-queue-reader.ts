import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { loadStageKeys } from '#data/store/load-stage-keys.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { loggedUnits, newSession, type Session } from '#data/store/units.ts';

interface OrderedQueueReader<Message> {
  /** The messages to log when a batch was handled, and when a message fails. */
  handled: string;
  failed: string;
  handle: (session: Session, message: Message) => Promise<void>;
}

/**
 * The handler of a function that reads a FIFO queue in batches. Messages of a group are handled in order, and those behind
 * one that fails are delivered again with it. Groups are handled at the same time in one session, so that what their
 * messages read at the same moment is read in one call.
 */
export const orderedQueueReader =
  <Message extends { orgId: string }>({ handled, failed, handle }: OrderedQueueReader<Message>) =>
  async ({ Records }: SQSEvent, { awsRequestId: requestId }: Context): Promise<SQSBatchResponse> => {
    await loadStageKeys();
    const startedAt = performance.now();
    const session = newSession();
    const left: SQSRecord[] = [];
    const orgIds = new Set<string>();
    const inOrder = async (records: readonly SQSRecord[]) => {
      for (const [index, record] of records.entries()) {
        try {
          const message = JSON.parse(record.body) as Message;
          orgIds.add(message.orgId);
          await handle(session, message);
        } catch (error) {
          const { messageId } = record;
          writeLog({ level: 'error', message: failed, error: errorNameOf(error), requestId, messageId });
          left.push(...records.slice(index));
          return;
        }
      }
    };
    const groups = Map.groupBy(Records, ({ attributes }) => attributes.MessageGroupId ?? '');
    await Promise.all([...groups.values()].map(inOrder));
    writeLog({
      ...{ level: 'info', message: handled, requestId, messages: Records.length - left.length },
      orgIds: [...orgIds],
      milliseconds: Math.round(performance.now() - startedAt),
      ...loggedUnits(session.units),
    });
    return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
