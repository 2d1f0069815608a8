import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Outcome } from '../../lambda/function-runner.ts';
import type { SourceDefinition } from '../../template/events.ts';
import { startQueuePoller } from './queue-poller.ts';
import { createQueueStore, type QueueDefinition } from './queue-store.ts';

const queue: QueueDefinition = {
  name: 'work',
  arn: 'arn:aws:sqs:us-east-1:000000000000:work',
  visibilitySeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 600,
};

test('a poller is busy for a text only while a message that contains it is processed or waiting', async () => {
  const store = createQueueStore(new DatabaseSync(':memory:'), [queue]);
  const outcome = Promise.withResolvers<Outcome>();
  const poller = startQueuePoller({
    source: {
      id: 's',
      functionName: 'f',
      batchSize: 1,
      maxConcurrency: 1,
      filters: [],
    } as unknown as SourceDefinition,
    queue,
    store,
    region: 'us-east-1',
    invoke: () => outcome.promise,
  });
  const isIdle = () => ['first', 'second', 'third', ''].map((text) => poller.isIdle(text));
  expect(isIdle()).toEqual([true, true, true, true]);
  store.send(queue, JSON.stringify({ orgId: 'first' }));
  store.send(queue, JSON.stringify({ orgId: 'second' }));
  await expect.poll(() => store.counts(queue).inFlight).toBe(1);
  expect(isIdle()).toEqual([false, false, true, false]);
  outcome.resolve({ kind: 'result', json: 'null' });
  await expect.poll(isIdle).toEqual([true, true, true, true]);
  poller.stop();
});
