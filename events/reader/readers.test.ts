import type { DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { catchLog, context } from '../services-under-test.ts';
import { queueReader } from './queue-reader.ts';
import { streamReader } from './stream-reader.ts';

const log = catchLog();
beforeEach(() => log.clear());
afterAll(() => log.restore());

const read = queueReader<{ name: string }>({
  lanes: 1,
  failed: 'not handled',
  handle(session, { name }) {
    session.units.read += 1;
    return name === 'bad'
      ? Promise.reject(new TypeError(`cannot handle ${name}`))
      : Promise.resolve({ message: 'handled', name });
  },
});

function receive(...bodies: string[]) {
  const Records = bodies.map((body, index) => ({
    messageId: `message-${index}`,
    body,
    attributes: { ApproximateReceiveCount: '1' },
  }));
  return read({ Records } as SQSEvent, context);
}

test('only messages that fail or cannot be parsed are delivered again', async () => {
  const { batchItemFailures } = await receive('{"name":"one"}', '{', '{"name":"bad"}', '{"name":"two"}');
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }]);
});

test('each message has a log line with its own units, and failures only with the name of the error', async () => {
  await receive('{"name":"one"}', '{"name":"bad"}');
  const lines = log.lines().map((line) => JSON.parse(line) as object);
  const common = {
    requestId: 'request-1',
    readUnits: 1,
    writeUnits: 0,
    calls: 0,
    rounds: 0,
    milliseconds: expect.any(Number) as number,
  };
  expect(lines).toEqual([
    { level: 'info', message: 'handled', name: 'one', messageId: 'message-0', ...common },
    { level: 'error', message: 'not handled', error: 'TypeError', messageId: 'message-1', ...common },
  ]);
});

test('the stream delivers a batch again from its first failed record', async () => {
  const Records = ['1', '2', '3', '4'].map((SequenceNumber): DynamoDBRecord => ({
    dynamodb: { SequenceNumber },
  }));
  const failing = (...indexes: number[]) =>
    streamReader('index', (_session, records) => Promise.resolve(indexes.map((index) => records[index]!)))({
      Records,
    });
  expect(await failing(3, 1)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(await failing()).toEqual({ batchItemFailures: [] });
});
