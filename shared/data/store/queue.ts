import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';

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

type Entry = Omit<SendMessageBatchRequestEntry, 'Id'>;

/** What is about to be sent to a queue, and when it is. */
interface Upcoming {
  entries: Entry[];
  sent: Promise<readonly (string | undefined)[]>;
}
const upcoming = new Map<Queue, Upcoming>();

/** Sends a message together with those that are sent to the queue at the same time, in their order. */
export async function send(
  queue: Queue,
  message: object,
  { group, once, delaySeconds = 0 }: SendOptions = {},
): Promise<void> {
  const next = upcoming.get(queue) ?? begin(queue);
  const place = next.entries.push({
    MessageBody: JSON.stringify(message),
    ...(group === undefined ? {} : { MessageGroupId: group }),
    ...(once === undefined ? {} : { MessageDeduplicationId: once }),
    ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
  });
  const failure = (await next.sent)[place - 1];
  if (failure !== undefined) throw new Error(`a message was not sent: ${failure}`);
}

function begin(queue: Queue): Upcoming {
  const entries: Entry[] = [];
  const sent = loadClient().then(async (sdk) => {
    upcoming.delete(queue);
    const failures: (string | undefined)[] = [];
    for (const some of batchesOf(entries)) failures.push(...(await sendBatch(sdk, queue, some)));
    return failures;
  });
  const begun = { entries, sent };
  upcoming.set(queue, begun);
  return begun;
}

const entriesMost = 10;
/** SQS takes 256 KiB in one call. */
const bytesMost = 200_000;

/** The entries in as few calls as SQS takes them. */
function batchesOf(entries: readonly Entry[]): Entry[][] {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody ?? '');
    const last = batches.at(-1);
    if (last && last.length < entriesMost && bytes + size <= bytesMost) last.push(entry);
    else batches.push([entry]);
    bytes = batches.at(-1) === last ? bytes + size : size;
  }
  return batches;
}

/** Why each entry wasn't sent; undefined for those that were. */
async function sendBatch(
  { client, SendMessageBatchCommand, SendMessageCommand }: Sdk,
  queue: Queue,
  entries: readonly Entry[],
): Promise<(string | undefined)[]> {
  const QueueUrl = urls[queue];
  const [only, ...others] = entries;
  if (only && others.length === 0) {
    await client.send(new SendMessageCommand({ QueueUrl, ...only }));
    return [undefined];
  }
  const Entries = entries.map((entry, place) => ({ ...entry, Id: String(place) }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const codes = new Map(Failed.map(({ Id, Code }) => [Id, Code ?? 'unknown']));
  return entries.map((_, place) => codes.get(String(place)));
}

/** Loads the SDK's client with the first message, because few requests send one. */
const loadClient = () => import('./queue-client.ts');
type Sdk = Awaited<ReturnType<typeof loadClient>>;

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
