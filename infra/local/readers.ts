import type { DatabaseSync } from 'node:sqlite';
import { startExpiry, type Expiry } from './dynamodb/expiry.ts';
import { keyNames } from './dynamodb/table.ts';
import type { DynamoCall } from './dynamodb/wire.ts';
import { trimStream } from './dynamodb/stream-tables.ts';
import type { FunctionRunner, Outcome } from './functions/function-runner.ts';
import { startQueuePoller, type Poller } from './queues/queue-poller.ts';
import type { QueueStore } from './queues/queue-store.ts';
import { startScheduler } from './schedules/scheduler.ts';
import { createCheckpoints } from './streams/checkpoints.ts';
import { startStreamReader, type StreamReader } from './streams/stream-reader.ts';
import type { StreamSource } from './streams/stream-source.ts';
import type { Service } from './template/service.ts';
import { found } from './found.ts';

/** All that calls functions without a request: readers of the stream and of queues, schedules, time-to-live. */
export type Readers = {
  streams: StreamReader[];
  /** Something was written to the table. */
  nudge(): void;
  /** Settles when all that follows from what happened so far is done: stream read to its end, queues empty. */
  settled(): Promise<void>;
  /** Removes expired items now. */
  expire(): Promise<number>;
  stop(): Promise<void>;
};

export type ReadersOptions = {
  service: Service;
  database: DatabaseSync;
  queues: QueueStore;
  runners: Map<string, FunctionRunner>;
  /** Calls the engine as the host itself. */
  call: DynamoCall;
  /** The stream as one reader sees it. */
  openStream: () => StreamSource;
  /** The engine's file, when it is ours to trim. */
  engineFile: string | undefined;
  onError: (error: unknown) => void;
};

const trimEveryMs = 10_000;
const settleEveryMs = 10;
const settleRoundsMost = 6;

export async function startReaders(options: ReadersOptions): Promise<Readers> {
  const { service, database, queues } = options;
  const invoke = invokeBy(options.runners);
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
    settled: () => settled(streams, pollers),
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

async function settled(streams: StreamReader[], pollers: Poller[]): Promise<void> {
  const delivered = () => streams.reduce((sum, reader) => sum + reader.delivered(), 0);
  // Others may write without a pause; what follows from what follows is delivered after a few rounds.
  for (let round = 0; round < settleRoundsMost; round += 1) {
    const startedAt = Date.now();
    const before = delivered();
    for (const reader of streams) reader.nudge();
    await until(() => streams.every((reader) => reader.caughtUpAt() >= startedAt));
    // One by one: what this round has sent is done when its queue was idle once, not when all are idle at a time.
    for (const poller of pollers) await until(() => poller.isIdle());
    // What was handed over meanwhile may have written more: once round again.
    if (delivered() === before) return;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, settleEveryMs));
}
