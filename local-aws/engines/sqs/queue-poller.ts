import type { Outcome } from '../../lambda/function-runner.ts';
import { compileFilter } from '../../streams/filter.ts';
import type { SourceDefinition } from '../../template/events.ts';
import { fifoAttributes } from './fifo-messages.ts';
import type { QueueDefinition, QueueStore, StoredMessage } from './queue-store.ts';

export type QueuePollerOptions = {
  source: SourceDefinition;
  queue: QueueDefinition;
  store: QueueStore;
  region: string;
  invoke: (functionName: string, event: unknown) => Promise<Outcome>;
};

export type Poller = {
  stop(): void;
  /**
   * Whether no message that contains `text` is being processed, follows in the group of one that is, or can be received
   * now. Delayed and hidden messages don't count.
   */
  isIdle(text: string): boolean;
};

/** Interval at which the poller looks for messages whose visibility timeout or delay has ended. */
const lookEveryMs = 250;
const defaultConcurrency = 5;

/** Passes a queue's messages to a function according to the event source mapping. */
export function startQueuePoller(options: QueuePollerOptions): Poller {
  const { source, queue, store } = options;
  const limit = source.maxConcurrency ?? defaultConcurrency;
  const underWay = new Set<StoredMessage[]>();
  let isStopped = false;
  const passes = compileFilter(source.filters, source.id);

  function look(): void {
    while (!isStopped && underWay.size < limit) {
      const messages = receiveBatch();
      if (messages.length === 0) return;
      underWay.add(messages);
      void handOver(options, messages).finally(() => {
        underWay.delete(messages);
        look();
      });
    }
  }

  /** Receives a batch and, like Lambda, deletes the messages that don't match the filter. */
  function receiveBatch(): StoredMessage[] {
    const received = store.receive(queue, source.batchSize);
    const kept = received.filter((message) => passes({ body: parsed(message.body) }));
    for (const message of received) if (!kept.includes(message)) store.remove(queue, message.receiptHandle);
    return kept;
  }

  const timer = setInterval(look, lookEveryMs);
  store.onSend((sentTo) => {
    if (sentTo === queue) setImmediate(look);
  });
  return {
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
    isIdle: (text) =>
      !store.hasWaiting(queue, text) &&
      ![...underWay]
        .flat()
        .some(
          ({ body, fifo }) =>
            body.includes(text) || (fifo && store.hasWaitingInGroup(queue, fifo.groupId, text)),
        ),
  };
}

async function handOver(
  { source, queue, store, region, invoke }: QueuePollerOptions,
  messages: StoredMessage[],
) {
  const outcome = await invoke(source.functionName, {
    Records: messages.map((message) => record(message, queue, region)),
  });
  // A batch that failed as a whole reappears after its visibility timeout.
  if (outcome.kind === 'failure') return;
  const failed = source.reportsItemFailures ? failedIds(outcome.json) : new Set<string>();
  if (failed.has('')) return;
  for (const message of messages) if (!failed.has(message.id)) store.remove(queue, message.receiptHandle);
}

/** Ids in a partial batch response. A failure without an id stands for the whole batch. */
function failedIds(json: string): Set<string> {
  const answer = JSON.parse(json) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
  return new Set((answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier ?? ''));
}

function record(message: StoredMessage, queue: QueueDefinition, region: string): object {
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentMs),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs),
      ...fifoAttributes(message),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue },
      ]),
    ),
    md5OfBody: message.bodyMd5,
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
