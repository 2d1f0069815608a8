const urls = {
  deliveries: process.env.DELIVERIES_QUEUE_URL,
  dispatch: process.env.DISPATCH_QUEUE_URL,
  duplicates: process.env.DUPLICATES_QUEUE_URL,
  exports: process.env.EXPORTS_QUEUE_URL,
  files: process.env.FILES_QUEUE_URL,
  imports: process.env.IMPORTS_QUEUE_URL,
  jobs: process.env.JOBS_QUEUE_URL,
  lists: process.env.LISTS_QUEUE_URL,
  mail: process.env.MAIL_QUEUE_URL,
  poison: process.env.POISON_QUEUE_URL,
  received: process.env.RECEIVED_QUEUE_URL,
  retries: process.env.RETRIES_QUEUE_URL,
};
type Queue = keyof typeof urls;

interface SendOptions {
  /**
   * The message group ID. SQS uses it for fair queues: a backlog of one group hardly delays messages of other groups.
   */
  group?: string | undefined;
  /** For FIFO queues, which deliver the messages of a group in order: a second message with it isn't sent for some minutes. */
  once?: string | undefined;
  delaySeconds?: number;
}

export async function send(
  queue: Queue,
  message: object,
  { group, once, delaySeconds = 0 }: SendOptions = {},
): Promise<void> {
  const { client, SendMessageCommand } = await loadClient();
  await client.send(
    new SendMessageCommand({
      QueueUrl: urls[queue],
      MessageBody: JSON.stringify(message),
      ...(group === undefined ? {} : { MessageGroupId: group }),
      ...(once === undefined ? {} : { MessageDeduplicationId: once }),
      ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
    }),
  );
}

/** Loads the SDK's client with the first message, because few requests send one. */
const loadClient = () => import('./queue-client.ts');

/** A received message; `done` removes it from its queue. */
export interface Received<Message> {
  message: Message;
  done: () => Promise<void>;
}

/** Up to ten messages, hidden from other readers for `hiddenSeconds`. */
export async function receive<Message>(queue: Queue, hiddenSeconds: number): Promise<Received<Message>[]> {
  const QueueUrl = urls[queue];
  const { client, DeleteMessageCommand, ReceiveMessageCommand } = await loadClient();
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: hiddenSeconds }),
  );
  return Messages.map(({ Body = '{}', ReceiptHandle }) => ({
    message: JSON.parse(Body) as Message,
    async done() {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
  }));
}
