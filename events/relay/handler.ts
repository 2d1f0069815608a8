import type { DynamoDBRecord } from 'aws-lambda';
import { send } from '#data/store/queue.ts';
import { isTemporary } from '#data/store/table.ts';
import { streamReader } from '../reader/stream-reader.ts';
import { messagesOf } from './route.ts';
import type { Routed } from './routes.ts';
import { eventOf } from './table-event.ts';
import { keepUnrouted, routeAgain } from './unrouted.ts';

/** How long a queue that is out of reach holds up the changes after one. */
const patienceSeconds = 60;

/**
 * Queues what follows from changes, outbox items and removals (routes.ts). While a queue is out of reach, the stream delivers
 * the batch again from the failed change. A change that still fails after a while, or whose failure lasts, is kept as an
 * item; with each heartbeat, kept ones are tried again.
 */
export const handler = streamReader('relay', async (session, records) => {
  for (const record of records) {
    try {
      await sendAll(messagesOf(eventOf(record)));
    } catch (error) {
      if (isTemporary(error) && ageSecondsOf(record) < patienceSeconds) return [record];
      await keepUnrouted(session, eventOf(record), record.dynamodb?.SequenceNumber ?? '', error);
    }
  }
  if (records.some(({ dynamodb }) => dynamodb?.NewImage?.kind?.S === 'pulse'))
    await routeAgain(session, sendAll);
  return [];
});

async function sendAll(messages: readonly Routed[]): Promise<void> {
  for (const { queue, message, group } of messages) await send(queue, message, { group });
}

const ageSecondsOf = ({ dynamodb }: DynamoDBRecord): number =>
  Date.now() / 1000 - (dynamodb?.ApproximateCreationDateTime ?? 0);
