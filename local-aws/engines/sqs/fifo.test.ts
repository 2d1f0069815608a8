import { DatabaseSync } from 'node:sqlite';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createQueueStore, type QueueDefinition, type QueueStore } from './queue-store.ts';
import { arnOf, startSqsUnderTest } from './sqs-under-test.ts';

const base = { visibilitySeconds: 30, delaySeconds: 0, retentionSeconds: 3600 };
const fifo = { hasContentBasedDeduplication: false, deduplicationScope: 'queue' } as const;
const define = (name: string, rest: Partial<QueueDefinition> = {}): QueueDefinition => ({
  ...base,
  name,
  arn: arnOf(name),
  fifo,
  ...rest,
});
const work = define('work.fifo', { redrive: { arn: arnOf('dead.fifo'), maxReceives: 1 } });
const dead = define('dead.fifo');
const patient = define('patient.fifo');
const byContent = define('content.fifo', { fifo: { ...fifo, hasContentBasedDeduplication: true } });
const byGroup = define('groups.fifo', { fifo: { ...fifo, deduplicationScope: 'messageGroup' } });
const slow = define('slow.fifo', { delaySeconds: 600 });
const definitions = [work, dead, patient, byContent, byGroup, slow];

let stop: () => Promise<void>;
let store: QueueStore;
let client: SQSClient;
let database: DatabaseSync;
const urls: Record<string, string | undefined> = {};

beforeAll(async () => {
  ({ client, store, database, stop } = await startSqsUnderTest(definitions));
  for (const { name } of definitions) {
    urls[name] = (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  }
});
beforeEach(() => database.exec('DELETE FROM messages; DELETE FROM deduplications;'));
afterAll(() => stop());

type Parameters = Partial<SendMessageCommandInput>;
const send = (queue: QueueDefinition, MessageBody: string, parameters: Parameters) =>
  client.send(new SendMessageCommand({ QueueUrl: urls[queue.name], MessageBody, ...parameters }));

/** Sends messages such as `a1`, whose group is their first letter. */
async function sendAll(queue: QueueDefinition, ...bodies: string[]) {
  for (const body of bodies)
    await send(queue, body, { MessageGroupId: body[0], MessageDeduplicationId: body });
}

async function receive(queue: QueueDefinition, MaxNumberOfMessages = 10, VisibilityTimeout?: number) {
  const QueueUrl = urls[queue.name];
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages, VisibilityTimeout });
  return (await client.send(command)).Messages ?? [];
}

const bodies = (messages: Message[]) => messages.map(({ Body }) => Body);

const remove = (queue: QueueDefinition, message: Message | undefined) =>
  client.send(
    new DeleteMessageCommand({ QueueUrl: urls[queue.name], ReceiptHandle: message?.ReceiptHandle }),
  );

const show = (queue: QueueDefinition, message: Message | undefined) =>
  client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: urls[queue.name],
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  );

/** Makes everything stored as old as if this time had passed since. */
const letPass = (ms: number) =>
  database.exec(`UPDATE messages SET sent = sent - ${ms}, visible = visible - ${ms};
    UPDATE deduplications SET sent = sent - ${ms};`);

test('messages of a group are received in the order in which they were sent', async () => {
  await sendAll(work, 'a1', 'b1', 'a2', 'b2', 'a3');
  const messages = await receive(work);
  expect(bodies(messages)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  const numbers = messages.map(({ Attributes }) => Attributes?.SequenceNumber ?? '');
  expect(numbers.toSorted()).toEqual(numbers);
  expect(new Set(numbers).size).toBe(5);
  expect(messages[3]?.Attributes).toMatchObject({ MessageGroupId: 'b', MessageDeduplicationId: 'b2' });
});

test('a message in flight holds its group, but no other, until it is deleted', async () => {
  await sendAll(work, 'a1', 'a2', 'b1');
  const [first] = await receive(work, 1);
  expect(bodies(await receive(work))).toEqual(['b1']);
  await remove(work, first);
  expect(bodies(await receive(work))).toEqual(['a2']);
});

test('all messages of a batch must be deleted before the next of their group is received', async () => {
  await sendAll(work, 'a1', 'a2', 'a3');
  const [first, second] = await receive(work, 2);
  await remove(work, first);
  expect(await receive(work)).toEqual([]);
  await remove(work, second);
  expect(bodies(await receive(work))).toEqual(['a3']);
});

test('a message that becomes visible again is received before later ones of its group', async () => {
  await sendAll(patient, 'a1', 'a2');
  const [first] = await receive(patient, 1);
  await sendAll(patient, 'a3');
  await show(patient, first);
  expect(bodies(await receive(patient))).toEqual(['a1', 'a2', 'a3']);
});

test('a visible message waits while another one of its group is in flight', async () => {
  await sendAll(patient, 'a1', 'a2');
  const [first, second] = await receive(patient);
  await show(patient, first);
  expect(await receive(patient)).toEqual([]);
  await remove(patient, second);
  expect(bodies(await receive(patient))).toEqual(['a1']);
});

test('a message whose visibility timeout ends is received again, in its place', async () => {
  await sendAll(patient, 'a1', 'a2');
  await receive(patient, 1);
  letPass(30_000);
  expect(bodies(await receive(patient))).toEqual(['a1', 'a2']);
});

test('a message that moves to the dead-letter queue no longer holds its group', async () => {
  await sendAll(work, 'a1', 'a2', 'a3');
  await show(work, (await receive(work, 1))[0]);
  expect(bodies(await receive(work, 1))).toEqual(['a2']);
  expect(bodies(await receive(dead))).toEqual(['a1']);
});

test('messages in the dead-letter queue keep their order, group and place for each group', async () => {
  await sendAll(work, 'a1', 'a2');
  for (const message of await receive(work)) await show(work, message);
  expect(await receive(work)).toEqual([]);
  const [first] = await receive(dead, 1);
  expect(first).toMatchObject({ Body: 'a1', Attributes: { MessageGroupId: 'a' } });
  expect(await receive(dead)).toEqual([]);
});

test('the retention period of a message begins anew in the dead-letter queue', async () => {
  await sendAll(work, 'a1');
  await show(work, (await receive(work))[0]);
  letPass(3_000_000);
  expect(await receive(work)).toEqual([]);
  letPass(3_000_000);
  expect(bodies(await receive(dead))).toEqual(['a1']);
});

test('many messages of a held group don’t hide those of other groups', async () => {
  await sendAll(work, ...Array.from({ length: 25 }, (_, at) => `a${at}`), 'b1', 'c1');
  await receive(work, 1);
  expect(bodies(await receive(work, 2))).toEqual(['b1', 'c1']);
});

test('a message whose visibility timeout has ended can’t be deleted', async () => {
  await sendAll(patient, 'a1');
  const [message] = await receive(patient, 1, 0);
  await expect(remove(patient, message)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('The receipt handle has expired') as string,
  });
  const [again] = await receive(patient);
  await remove(patient, again);
  await remove(patient, again);
  expect(store.counts(patient)).toEqual({ waiting: 0, inFlight: 0, delayed: 0 });
});

test('a second message with the same deduplication ID is answered like the first and not enqueued', async () => {
  const first = await send(work, 'one', { MessageGroupId: 'a', MessageDeduplicationId: 'x' });
  await remove(work, (await receive(work))[0]);
  const second = await send(work, 'two', { MessageGroupId: 'b', MessageDeduplicationId: 'x' });
  expect(second.MessageId).toBe(first.MessageId);
  expect(second.SequenceNumber).toBe(first.SequenceNumber);
  expect(await receive(work)).toEqual([]);
});

test('a deduplication ID can be used again after five minutes', async () => {
  await sendAll(patient, 'a1');
  letPass(280_000);
  await sendAll(patient, 'a1');
  expect(store.counts(patient).waiting).toBe(1);
  letPass(20_000);
  await sendAll(patient, 'a1');
  expect(store.counts(patient).waiting).toBe(2);
});

test('deduplication IDs of different queues are independent', async () => {
  await sendAll(patient, 'a1');
  await sendAll(work, 'a1');
  expect(bodies(await receive(work))).toEqual(['a1']);
});

test('with the scope messageGroup, only messages of the same group are duplicates', async () => {
  for (const MessageGroupId of ['a', 'b', 'a']) {
    await send(byGroup, MessageGroupId, { MessageGroupId, MessageDeduplicationId: 'x' });
  }
  expect(bodies(await receive(byGroup))).toEqual(['a', 'b']);
});

test('with content-based deduplication, messages with the same body are duplicates unless their IDs differ', async () => {
  for (const MessageDeduplicationId of [undefined, undefined, 'x']) {
    await send(byContent, 'same', { MessageGroupId: 'a', MessageDeduplicationId });
  }
  await send(byContent, 'other', { MessageGroupId: 'a' });
  expect(bodies(await receive(byContent))).toEqual(['same', 'same', 'other']);
});

test.each<[string, Parameters, string]>([
  ['without a group', { MessageDeduplicationId: 'x' }, 'MissingParameter'],
  ['without a deduplication ID', { MessageGroupId: 'a' }, 'InvalidParameterValue'],
  [
    'with a delay',
    { MessageGroupId: 'a', MessageDeduplicationId: 'x', DelaySeconds: 1 },
    'InvalidParameterValue',
  ],
  [
    'with a blank in its group',
    { MessageGroupId: 'a b', MessageDeduplicationId: 'x' },
    'InvalidParameterValue',
  ],
  [
    'with a long deduplication ID',
    { MessageGroupId: 'a', MessageDeduplicationId: 'x'.repeat(129) },
    'InvalidParameterValue',
  ],
])('a message %s is refused', async (_case, parameters, name) => {
  await expect(send(work, 'x', parameters)).rejects.toMatchObject({ name });
  expect(store.counts(work).waiting).toBe(0);
});

test('a batch keeps its order and reports entries that are refused', async () => {
  const Entries = ['1', '2', '3'].map((Id) => ({ Id, MessageBody: Id, MessageGroupId: 'a' }));
  const named = Entries.map((entry) =>
    entry.Id === '2' ? entry : { ...entry, MessageDeduplicationId: entry.Id },
  );
  const command = new SendMessageBatchCommand({ QueueUrl: urls[work.name], Entries: named });
  expect(await client.send(command)).toMatchObject({
    Successful: [{ Id: '1', SequenceNumber: expect.any(String) as string }, { Id: '3' }],
    Failed: [{ Id: '2', Code: 'InvalidParameterValue' }],
  });
  expect(bodies(await receive(work))).toEqual(['1', '3']);
});

test('the delay of a FIFO queue applies to each message and doesn’t hold those before it', async () => {
  await sendAll(slow, 'a1');
  expect(await receive(slow)).toEqual([]);
  letPass(600_000);
  await sendAll(slow, 'a2');
  expect(bodies(await receive(slow))).toEqual(['a1']);
});

test('a message with text waits only if it can be received now', async () => {
  await sendAll(work, 'a1', 'a2');
  expect(store.hasWaiting(work, 'a2')).toBe(true);
  const [first] = await receive(work, 1);
  expect(store.hasWaiting(work, 'a2')).toBe(false);
  expect(store.hasWaitingInGroup(work, 'a', 'a2')).toBe(true);
  await remove(work, first);
  expect(store.hasWaiting(work, 'a2')).toBe(true);
});

test('order, groups and deduplication outlive the host', () => {
  const file = new DatabaseSync(':memory:');
  const before = createQueueStore(file, definitions);
  const toA = (deduplicationId: string) => ({ fifo: { groupId: 'a', deduplicationId } });
  const { id } = before.send(work, 'one', toA('1'));
  before.send(work, 'two', toA('2'));
  before.receive(work, 1);
  const after = createQueueStore(file, definitions);
  expect(after.send(work, 'one', toA('1')).id).toBe(id);
  expect(after.receive(work, 10)).toEqual([]);
  expect(after.counts(work)).toEqual({ waiting: 1, inFlight: 1, delayed: 0 });
});

test('messages of data folders from before FIFO queues are received, and FIFO queues work there', () => {
  const file = new DatabaseSync(':memory:');
  const standard: QueueDefinition = { ...base, name: 'mail', arn: arnOf('mail') };
  file.exec(`CREATE TABLE messages (
      id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, sent INTEGER NOT NULL,
      visible INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, firstReceived INTEGER, receipt TEXT);
    INSERT INTO messages (id, queue, body, attributes, sent, visible)
      VALUES ('1', 'mail', 'kept', '{}', ${Date.now()}, ${Date.now()});`);
  for (const opened of [createQueueStore(file, [standard, work]), createQueueStore(file, [standard, work])]) {
    opened.send(work, 'one', { fifo: { groupId: 'a', deduplicationId: '1' } });
    const [message] = opened.receive(standard, 10, 0);
    expect(message).toMatchObject({ body: 'kept' });
    expect(message).not.toHaveProperty('fifo');
  }
  expect(createQueueStore(file, [work]).receive(work, 10)).toMatchObject([{ body: 'one' }]);
});
