import { ServiceError } from '../../http/service-error.ts';
import { fifoAttributes, fifoParameters } from './fifo-messages.ts';
import type { MessageAttributes, QueueDefinition, QueueStore, StoredMessage } from './queue-store.ts';

export type SqsOptions = {
  store: QueueStore;
  /** URL of this service, such as `http://127.0.0.1:1234/sqs`; queue URLs start with it. */
  endpoint: string;
  accountId: string;
  /** Throws an error if the caller lacks the permission. */
  authorize(action: string, resourceArn: string): void | Promise<void>;
};

type Input = Record<string, unknown>;

/** Batch calls need the permission of the single call. */
const rightOf: Record<string, string> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
};
const maxMessageBytes = 1024 * 1024;
const maxWaitSeconds = 20;

/** Answers one SQS call (AWS JSON 1.0). Throws ServiceError for errors. */
export async function callSqs(operation: string, input: Input, options: SqsOptions): Promise<unknown> {
  const call = operations[operation];
  if (!call)
    throw new ServiceError('InvalidAction', `The action ${operation} is not valid for this endpoint.`);
  const queue = queueOf(operation, input, options);
  await options.authorize(`sqs:${rightOf[operation] ?? operation}`, queue.arn);
  return call(queue, input, options);
}

function queueOf(operation: string, input: Input, { store }: SqsOptions): QueueDefinition {
  const name =
    operation === 'GetQueueUrl'
      ? input.QueueName
      : String(input.QueueUrl ?? '')
          .split('/')
          .at(-1);
  const queue = store.find(String(name));
  if (!queue) {
    throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
  }
  return queue;
}

type Operation = (queue: QueueDefinition, input: Input, options: SqsOptions) => unknown;

const operations: Record<string, Operation> = {
  GetQueueUrl: (queue, _input, { endpoint, accountId }) => ({
    QueueUrl: `${endpoint}/${accountId}/${queue.name}`,
  }),

  SendMessage: (queue, input, { store }) => sendOne(queue, input, store),

  SendMessageBatch(queue, input, { store }) {
    const entries = batchEntries(input);
    const bytes = entries.reduce((sum, entry) => sum + Buffer.byteLength(String(entry.MessageBody)), 0);
    if (bytes > maxMessageBytes) {
      throw new ServiceError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${maxMessageBytes} bytes.`,
      );
    }
    return eachEntry(entries, (entry) => sendOne(queue, entry, store));
  },

  async ReceiveMessage(queue, input, { store }) {
    const limit = Number(input.MaxNumberOfMessages ?? 1);
    if (limit < 1 || limit > 10) {
      throw new ServiceError('InvalidParameterValue', 'MaxNumberOfMessages must be between 1 and 10.');
    }
    const visibility = input.VisibilityTimeout === undefined ? undefined : Number(input.VisibilityTimeout);
    const until = Date.now() + Math.min(Number(input.WaitTimeSeconds ?? 0), maxWaitSeconds) * 1000;
    let messages = store.receive(queue, limit, visibility);
    while (messages.length === 0 && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      messages = store.receive(queue, limit, visibility);
    }
    return messages.length === 0 ? {} : { Messages: messages.map(wireMessage) };
  },

  DeleteMessage: (queue, input, { store }) => removeOne(queue, input, store),

  DeleteMessageBatch: (queue, input, { store }) =>
    eachEntry(batchEntries(input), (entry) => removeOne(queue, entry, store)),

  ChangeMessageVisibility(queue, input, { store }) {
    if (!store.changeVisibility(queue, String(input.ReceiptHandle), Number(input.VisibilityTimeout))) {
      throw new ServiceError('MessageNotInflight', 'The specified message is not in flight.');
    }
    return {};
  },

  GetQueueAttributes(queue, input, { store }) {
    const { waiting, inFlight, delayed } = store.counts(queue);
    const all: Record<string, string> = {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(waiting),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      VisibilityTimeout: String(queue.visibilitySeconds),
      DelaySeconds: String(queue.delaySeconds),
      MessageRetentionPeriod: String(queue.retentionSeconds),
      ...(queue.fifo
        ? {
            FifoQueue: 'true',
            ContentBasedDeduplication: String(queue.fifo.hasContentBasedDeduplication),
            DeduplicationScope: queue.fifo.deduplicationScope,
          }
        : {}),
    };
    const names = (input.AttributeNames ?? []) as string[];
    const requested = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
    return { Attributes: Object.fromEntries(requested) };
  },

  PurgeQueue(queue, _input, { store }) {
    store.purge(queue);
    return {};
  },
};

function sendOne(queue: QueueDefinition, input: Input, store: QueueStore) {
  const body = String(input.MessageBody ?? '');
  if (body === '')
    throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (Buffer.byteLength(body) > maxMessageBytes) {
    throw new ServiceError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxMessageBytes} bytes.`,
    );
  }
  const attributes = input.MessageAttributes as MessageAttributes | undefined;
  const options = queue.fifo
    ? { attributes, fifo: fifoParameters(queue.fifo, input) }
    : { attributes, delaySeconds: input.DelaySeconds === undefined ? undefined : Number(input.DelaySeconds) };
  const sent = store.send(queue, body, options);
  return {
    MessageId: sent.id,
    MD5OfMessageBody: sent.bodyMd5,
    ...(sent.sequence === undefined ? {} : { SequenceNumber: sent.sequence }),
  };
}

function removeOne(queue: QueueDefinition, { ReceiptHandle }: Input, store: QueueStore) {
  if (store.remove(queue, String(ReceiptHandle))) return {};
  throw new ServiceError(
    'InvalidParameterValue',
    `Value ${String(ReceiptHandle)} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  );
}

function batchEntries(input: Input): Input[] {
  const entries = (input.Entries ?? []) as Input[];
  if (entries.length === 0) {
    throw new ServiceError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > 10) {
    throw new ServiceError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new ServiceError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  return entries;
}

function eachEntry(entries: Input[], act: (entry: Input) => object) {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.name, Message: error.message });
    }
  }
  return { Successful, ...(Failed.length > 0 ? { Failed } : {}) };
}

function wireMessage(message: StoredMessage) {
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: message.bodyMd5,
    Attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentMs),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs),
      ...fifoAttributes(message),
    },
    ...(Object.keys(message.attributes).length > 0 ? { MessageAttributes: message.attributes } : {}),
  };
}
