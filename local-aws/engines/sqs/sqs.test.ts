import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ServiceError } from '../../http/service-error.ts';
import { createQueueStore, type QueueDefinition, type QueueStore } from './queue-store.ts';
import { arnOf as arn, startSqsUnderTest } from './sqs-under-test.ts';

const base = { visibilitySeconds: 30, delaySeconds: 0, retentionSeconds: 3600 };
const definitions: QueueDefinition[] = [
  { ...base, name: 'mail', arn: arn('mail'), redrive: { arn: arn('dead'), maxReceives: 2 } },
  { ...base, name: 'dead', arn: arn('dead') },
];
let stop: () => Promise<void>;
let store: QueueStore;
let client: SQSClient;
let refuse = '';
let QueueUrl = '';

beforeAll(async () => {
  ({ client, store, stop } = await startSqsUnderTest(definitions, (_key, action) => {
    if (action === refuse) throw new ServiceError('AccessDeniedException', `not authorized: ${action}`);
  }));
  ({ QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: 'mail' })));
});
beforeEach(() => {
  refuse = '';
  for (const definition of definitions) store.purge(definition);
});
afterAll(() => stop());

const send = (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
async function receive(options: { VisibilityTimeout?: number; WaitTimeSeconds?: number } = {}) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options }),
  );
  return Messages;
}

test('a sent message is received once, complete, and is gone when deleted', async () => {
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'welcome' } };
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'héllo', MessageAttributes }));
  const [message] = await receive();
  expect(message).toMatchObject({ Body: 'héllo', MessageAttributes });
  expect(await receive()).toEqual([]);
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
  expect(store.counts(definitions[0]!)).toEqual({ waiting: 0, inFlight: 0, delayed: 0 });
});

test('a message that is not deleted is redelivered, and moved to the dead-letter queue after too many times', async () => {
  await send('again');
  for (const _time of [1, 2]) expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
  expect(await receive()).toEqual([]);
  expect(store.counts(definitions[1]!).waiting).toBe(1);
});

test('visibility can be changed while a message is in flight and not after', async () => {
  await send('shy');
  const [message] = await receive();
  const change = new ChangeMessageVisibilityCommand({
    QueueUrl,
    ReceiptHandle: message?.ReceiptHandle,
    VisibilityTimeout: 0,
  });
  await client.send(change);
  await expect(client.send(change)).rejects.toMatchObject({ name: 'MessageNotInflight' });
  expect(await receive()).toHaveLength(1);
});

test('a delayed message is invisible until its delay ends, and then reaches a waiting receiver', async () => {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 1 }));
  expect(await receive()).toEqual([]);
  expect(await receive({ WaitTimeSeconds: 3 })).toHaveLength(1);
});

test('batches report each entry separately', async () => {
  const { Successful, Failed } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: '' },
      ],
    }),
  );
  expect([Successful?.map(({ Id }) => Id), Failed?.map(({ Id }) => Id)]).toEqual([['a'], ['b']]);
  const [message] = await receive();
  const Entries = [{ Id: 'x', ReceiptHandle: message?.ReceiptHandle }];
  expect(await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))).toMatchObject({
    Successful: [{ Id: 'x' }],
  });
});

test('attributes report waiting and in-flight messages', async () => {
  await send('one');
  await send('two');
  await client.send(new ReceiveMessageCommand({ QueueUrl }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  expect(Attributes).toMatchObject({
    QueueArn: arn('mail'),
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
  });
});

test('an unknown queue, an oversized message and a missing permission are refused with SQS’s error names', async () => {
  const unknown = new SendMessageCommand({ QueueUrl: `${QueueUrl}x`, MessageBody: 'x' });
  await expect(client.send(unknown)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  await expect(send('x'.repeat(1024 * 1024 + 1))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  refuse = 'sqs:SendMessage';
  await expect(send('x')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('messages outlive the host', async () => {
  const database = new DatabaseSync(':memory:');
  createQueueStore(database, definitions).send(definitions[0]!, 'kept');
  await sleep(1);
  expect(createQueueStore(database, definitions).receive(definitions[0]!, 1)).toMatchObject([
    { body: 'kept' },
  ]);
});
