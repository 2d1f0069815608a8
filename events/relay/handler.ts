import type { DynamoDBRecord } from 'aws-lambda';
import { dispatch, route } from '#data/outbox/send-routed.ts';
import { eventOf, keptEventOf } from '#data/outbox/table-event.ts';
import { keepUnrouted } from '#data/outbox/unrouted.ts';
import { isTemporary } from '#data/store/table.ts';
import { listeningOnce } from '#data/outbox/listening.ts';
import { streamReader } from '../reader/stream-reader.ts';

/** How long a queue that is out of reach holds up the changes after one. */
const patienceSeconds = 60;
/** The rest of a batch is left to the next run after this time, well below the function's timeout. */
const workMs = 30_000;

/**
 * Queues what follows from changes, outbox items and removals. While a queue is out of reach, the stream delivers the batch
 * again from the failed change. A change that still fails after a while, or whose failure lasts, is kept as an item, and
 * `events/due-items` tries it again.
 */
export const handler = streamReader('relay', async (session, records) => {
  const until = Date.now() + workMs;
  const listeningOf = listeningOnce(session);
  const dispatched = dispatchTogether(records, listeningOf);
  for (const [place, record] of records.entries()) {
    if (Date.now() > until) return [record];
    try {
      await dispatched[place];
      await route(eventOf(record));
    } catch (error) {
      if (isTemporary(error) && ageSecondsOf(record) < patienceSeconds) return [record];
      await keepUnrouted(session, keptEventOf(record), record.dynamodb?.SequenceNumber ?? '', error);
    }
  }
  return [];
});

/**
 * Queues the changes of a batch of which webhooks tell, in few calls. The queue takes each once, so those behind a failure
 * can be queued again.
 */
function dispatchTogether(
  records: readonly DynamoDBRecord[],
  listeningOf: ReturnType<typeof listeningOnce>,
): Promise<void>[] {
  const all = records.map(async (record) => dispatch(eventOf(record), listeningOf));
  // Each is awaited in its turn.
  for (const one of all) one.catch(() => undefined);
  return all;
}

const ageSecondsOf = ({ dynamodb }: DynamoDBRecord): number =>
  Date.now() / 1000 - (dynamodb?.ApproximateCreationDateTime ?? 0);
