import type { DatabaseSync } from 'node:sqlite';
import { startExpiry, type Expiry } from './engines/dynamodb/expiry.ts';
import { keyNames } from './engines/dynamodb/table.ts';
import type { DynamoCall } from './engines/dynamodb/wire.ts';
import { trimStream } from './engines/dynamodb/stream-tables.ts';
import type { FunctionRunner, Outcome } from './lambda/function-runner.ts';
import { startQueuePoller, type Poller } from './engines/sqs/queue-poller.ts';
import type { QueueStore } from './engines/sqs/queue-store.ts';
import { startScheduler } from './engines/scheduler/scheduler.ts';
import { createCheckpoints } from './streams/checkpoints.ts';
import { startStreamReader, type StreamReader } from './streams/stream-reader.ts';
import type { StreamSource } from './streams/stream-source.ts';
import type { Service } from './template/service.ts';
import { found } from './found.ts';

/**
 * Stream and queue readers and schedules, which invoke functions without a request, and the removal of expired items.
 */
export type Readers = {
  streams: StreamReader[];
  /** Called after a write to the table, to read the stream immediately. */
  nudge(): void;
  /**
   * Resolves when the effects of earlier writes are done: all stream readers have caught up, and no message with `text`
   * is being processed or can be received. This is repeated, at most ten times, as long as functions receive batches
   * with `text`, because they may have written more.
   */
  settled(text?: string): Promise<void>;
  /** Removes expired items now and returns their number. */
  expire(): Promise<number>;
  stop(): Promise<void>;
};

export type ReadersOptions = {
  service: Service;
  database: DatabaseSync;
  queues: QueueStore;
  runners: Map<string, FunctionRunner>;
  /** Calls the engine on behalf of the host. */
  call: DynamoCall;
  /** Opens the stream for one reader. */
  openStream: () => StreamSource;
  /** The engine's file, which is trimmed; undefined for an external engine. */
  engineFile: string | undefined;
  onError: (error: unknown) => void;
};

const trimEveryMs = 10_000;
const settleEveryMs = 10;
const maxSettleRounds = 10;

export async function startReaders(options: ReadersOptions): Promise<Readers> {
  const { service, database, queues } = options;
  const deliveries = watchDeliveries(invokeBy(options.runners));
  const { invoke } = deliveries;
  const expiry = startTableExpiry(options);
  const streams = await startStreams(options, invoke, expiry);
  const pollers = service.sources.flatMap((source): Poller[] => {
    const queue = queues.definitions.find(({ arn }) => arn === source.sourceArn);
    return queue
      ? [startQueuePoller({ source, queue, store: queues, region: service.place.region, invoke })]
      : [];
  });
  const scheduler = startScheduler({
    schedules: service.schedules,
    database,
    invoke,
    onFailure: (schedule, record) => sendFailure(queues, schedule.failureQueueArn, record),
  });
  const trimmer = setInterval(() => trim(options.engineFile, streams), trimEveryMs);
  return {
    streams,
    nudge: () => streams.forEach((reader) => reader.nudge()),
    settled: (text = '') => deliveries.watch(text, (count) => settled({ streams, pollers, text, count })),
    expire: async () => (await expiry?.sweep()) ?? 0,
    async stop() {
      clearInterval(trimmer);
      expiry?.stop();
      scheduler.stop();
      for (const poller of pollers) poller.stop();
      await Promise.all(streams.map((reader) => reader.stop()));
    },
  };
}

type Invoke = (functionName: string, event: unknown) => Promise<Outcome>;

function invokeBy(runners: Map<string, FunctionRunner>): Invoke {
  return (functionName, event) => found(runners.get(functionName), functionName).invoke(event);
}

/** Counts the batches with a text that functions receive, for as long as a caller waits for them. */
function watchDeliveries(deliver: Invoke) {
  const watches = new Set<{ text: string; batches: number }>();
  const invoke: Invoke = async (functionName, event) => {
    const outcome = await deliver(functionName, event);
    const content = watches.size > 0 ? JSON.stringify(event) : '';
    for (const watch of watches) if (content.includes(watch.text)) watch.batches += 1;
    return outcome;
  };
  async function watch(text: string, work: (count: () => number) => Promise<void>): Promise<void> {
    const counted = { text, batches: 0 };
    watches.add(counted);
    await work(() => counted.batches).finally(() => watches.delete(counted));
  }
  return { invoke, watch };
}

function startTableExpiry({ service: { table }, database, call }: ReadersOptions): Expiry | undefined {
  if (!table.ttlAttribute) return undefined;
  const { name, ttlAttribute } = table;
  return startExpiry(call, database, { name, keys: keyNames(table), attribute: ttlAttribute });
}

function startStreams(
  options: ReadersOptions,
  invoke: Invoke,
  expiry: Expiry | undefined,
): Promise<StreamReader[]> {
  const { service, database, queues, openStream, onError } = options;
  const checkpoints = createCheckpoints(database);
  const ofTable = service.sources.filter(({ sourceArn }) => sourceArn === service.table.streamArn);
  return Promise.all(
    ofTable.map((definition) =>
      startStreamReader({
        definition,
        functionArn: functionArn(service, definition.functionName),
        region: service.place.region,
        stream: openStream(),
        checkpoints,
        invoke,
        onFailure: (report) => sendFailure(queues, definition.failureQueueArn, report),
        isExpiry: (record) => expiry?.isExpiry(record) ?? false,
        onError,
      }),
    ),
  );
}

function functionArn({ functions }: Service, functionName: string): string {
  return found(
    functions.find(({ name }) => name === functionName),
    functionName,
  ).arn;
}

function sendFailure(queues: QueueStore, arn: string | undefined, report: object): void {
  const queue = queues.definitions.find((definition) => definition.arn === arn);
  if (queue) queues.send(queue, JSON.stringify(report));
}

function trim(engineFile: string | undefined, streams: StreamReader[]): void {
  if (!engineFile || streams.length === 0) return;
  const positions = streams.flatMap((reader) => Object.values(reader.positions()));
  trimStream(engineFile, Math.min(...positions.map((position) => Number(position ?? 0))));
}

type Settling = {
  streams: StreamReader[];
  pollers: Poller[];
  text: string;
  /** Number of batches with the text that were delivered since the wait began. */
  count: () => number;
};

async function settled({ streams, pollers, text, count }: Settling): Promise<void> {
  // The rounds are limited, because other callers may write continuously. Indirect effects arrive within a few rounds.
  for (let round = 0; round < maxSettleRounds; round += 1) {
    const startedAt = Date.now();
    const before = count();
    for (const reader of streams) reader.nudge();
    await until(() => streams.every((reader) => reader.caughtUpAt() >= startedAt));
    // One queue after another: while other callers write, the queues may never all be idle at the same time.
    for (const poller of pollers) await until(() => poller.isIdle(text));
    // The functions that received batches may have written more, so repeat.
    if (count() === before) return;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, settleEveryMs));
}
