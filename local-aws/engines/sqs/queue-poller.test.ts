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

/** A poller of an empty FIFO queue whose invocations end when the test ends them. */
function startFifoPoller(source: Partial<SourceDefinition>) {
  const fifo = { hasContentBasedDeduplication: true, deduplicationScope: 'queue' } as const;
  const ordered: QueueDefinition = { ...queue, name: 'work.fifo', fifo };
  const store = createQueueStore(new DatabaseSync(':memory:'), [ordered]);
  const invocations: { bodies: string[]; records: Record<string, unknown>[]; end(outcome: Outcome): void }[] =
    [];
  const poller = startQueuePoller({
    source: {
      id: 's',
      functionName: 'f',
      batchSize: 10,
      maxConcurrency: 5,
      filters: [],
      reportsItemFailures: true,
      ...source,
    } as unknown as SourceDefinition,
    queue: ordered,
    store,
    region: 'us-east-1',
    invoke(_name, event) {
      const outcome = Promise.withResolvers<Outcome>();
      const records = (event as { Records: Record<string, unknown>[] }).Records;
      invocations.push({ bodies: records.map(({ body }) => String(body)), records, end: outcome.resolve });
      return outcome.promise;
    },
  });
  return {
    queue: ordered,
    store,
    poller,
    invocations,
    /** Sends messages such as `a1`, whose group is their first letter. */
    send: (...bodies: string[]) => {
      for (const body of bodies) {
        store.send(ordered, body, { fifo: { groupId: body.charAt(0), deduplicationId: body } });
      }
    },
    batches: () => invocations.map(({ bodies }) => bodies.join(' ')),
    end: (at: number, json = 'null') => invocations[at]?.end({ kind: 'result', json }),
  };
}

test('a function gets messages of a group one batch after the other, and those of other groups meanwhile', async () => {
  const { send, batches, end, invocations, poller } = startFifoPoller({ batchSize: 2 });
  send('a1', 'a2', 'a3', 'b1');
  await expect.poll(batches).toEqual(['a1 a2', 'b1']);
  expect(invocations[0]?.records[1]?.attributes).toMatchObject({
    MessageGroupId: 'a',
    MessageDeduplicationId: 'a2',
    SequenceNumber: expect.stringMatching(/^\d{20}$/) as string,
  });
  end(0);
  await expect.poll(batches).toEqual(['a1 a2', 'b1', 'a3']);
  poller.stop();
});

test('of a FIFO batch, messages that are not reported as failed are deleted, and the others hold their group', async () => {
  const { send, batches, end, invocations, poller, store, queue: ordered } = startFifoPoller({});
  send('a1', 'a2', 'b1');
  await expect.poll(batches).toEqual(['a1 a2 b1']);
  send('a3', 'b2');
  const failed = invocations[0]?.records[1];
  end(0, JSON.stringify({ batchItemFailures: [{ itemIdentifier: failed?.messageId }] }));
  await expect.poll(batches).toEqual(['a1 a2 b1', 'b2']);
  store.changeVisibility(ordered, String(failed?.receiptHandle), 0);
  await expect.poll(batches).toEqual(['a1 a2 b1', 'b2', 'a2 a3']);
  poller.stop();
});

test('a function gets the next message of a group once another receiver has deleted the one before', async () => {
  const { send, batches, poller, store, queue: ordered } = startFifoPoller({});
  send('a1', 'a2');
  const [message] = store.receive(ordered, 1);
  send('b1');
  await expect.poll(batches).toEqual(['b1']);
  store.remove(ordered, message?.receiptHandle ?? '');
  await expect.poll(batches).toEqual(['b1', 'a2']);
  poller.stop();
});

test('a poller is busy for a text that follows in the group of a message that is processed', async () => {
  const { send, batches, end, poller } = startFifoPoller({ batchSize: 1 });
  send('a1', 'a2');
  await expect.poll(batches).toEqual(['a1']);
  expect(['a1', 'a2', 'a3'].map((text) => poller.isIdle(text))).toEqual([false, false, true]);
  end(0);
  await expect.poll(batches).toEqual(['a1', 'a2']);
  end(1);
  await expect.poll(() => poller.isIdle('a')).toBe(true);
  poller.stop();
});
