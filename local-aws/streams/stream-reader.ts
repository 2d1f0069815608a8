import type { Outcome } from '../lambda/function-runner.ts';
import type { SourceDefinition } from '../template/events.ts';
import type { Checkpoints } from './checkpoints.ts';
import { deliver } from './delivery.ts';
import { compileFilter, type EventFilter } from './filter.ts';
import type { Position, StreamRecord, StreamSource } from './stream-source.ts';

export type StreamReaderOptions = {
  definition: SourceDefinition;
  functionArn: string;
  region: string;
  stream: StreamSource;
  checkpoints: Checkpoints;
  invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  onFailure: (report: object) => void;
  /** Whether a record is the removal of an expired item. */
  isExpiry: (record: StreamRecord) => boolean;
  /** Called for each shard whose reading has failed and therefore ended. */
  onError: (error: unknown) => void;
};

export type StreamReader = {
  readonly definition: SourceDefinition;
  /** Called after a write, to read immediately. */
  nudge(): void;
  /**
   * The time (milliseconds since 1970) before which all writes are processed; 0 until the end of the stream is reached.
   */
  caughtUpAt(): number;
  /** Number of delivered records. */
  delivered(): number;
  /** Age in seconds of the oldest record that was read and is not processed yet; 0 if there is none. */
  behindSeconds(): number;
  /** Positions up to which everything is processed, by shard. */
  positions(): Record<string, Position>;
  stop(): Promise<void>;
};

const readLimit = 500;
/** Writes through the DynamoDB front trigger a read. Other writes are found at this interval. */
const lookEveryMs = 250;
/** How long to wait after a trigger, so that simultaneous writes form one batch. */
const gatherMs = 10;

/** Reads the stream for one event source mapping, each shard in order and independently. */
export async function startStreamReader(options: StreamReaderOptions): Promise<StreamReader> {
  const shards = (await options.stream.shards()).map((shard) => new ShardReader(shard, options));
  const loops = shards.map((shard) => shard.run().catch((error: unknown) => options.onError(error)));
  return {
    definition: options.definition,
    nudge: () => shards.forEach((shard) => shard.nudge()),
    caughtUpAt: () => Math.min(...shards.map(({ caughtUpAt }) => caughtUpAt)),
    delivered: () => shards.reduce((sum, { delivered }) => sum + delivered, 0),
    behindSeconds: () => Math.max(0, ...shards.map((shard) => shard.behindSeconds())),
    positions: () => Object.fromEntries(shards.map(({ name, position }) => [name, position])),
    async stop() {
      for (const shard of shards) shard.stop();
      await Promise.all(loops);
    },
  };
}

class ShardReader {
  readonly name: string;
  position: Position;
  caughtUpAt = 0;
  delivered = 0;
  readonly #options: StreamReaderOptions;
  readonly #passes: EventFilter;
  #isStopped = false;
  #wake: () => void = () => undefined;
  #isNudged = false;
  #oldestWaiting: StreamRecord | undefined;

  constructor(name: string, options: StreamReaderOptions) {
    this.name = name;
    this.#options = options;
    this.#passes = compileFilter(options.definition.filters, options.definition.id);
    this.position = options.checkpoints.read(options.definition.id, name);
  }

  /** Reads and delivers records until it is stopped. Throws if the stream cannot be read. */
  async run(): Promise<void> {
    const { stream, definition } = this.#options;
    const isStopped = () => this.#isStopped;
    while (!isStopped()) {
      this.#isNudged = false;
      const { records, end, completeAt } = await stream.read(this.name, this.position, readLimit);
      if (records.length === 0 && end === this.position) {
        this.caughtUpAt = completeAt ?? this.caughtUpAt;
        await this.#pause();
        continue;
      }
      const matching = records.filter((record) => this.#passes(this.#eventRecord(record)));
      for (let at = 0; at < matching.length && !isStopped(); at += definition.batchSize) {
        this.#oldestWaiting = matching[at];
        await this.#deliver(matching.slice(at, at + definition.batchSize));
      }
      this.#oldestWaiting = undefined;
      if (isStopped()) return;
      if (end !== undefined) this.#moveTo(end);
      this.caughtUpAt = Math.max(this.caughtUpAt, completeAt ?? 0);
    }
  }

  nudge(): void {
    this.#isNudged = true;
    this.#wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  behindSeconds(): number {
    const since = this.#oldestWaiting?.dynamodb.ApproximateCreationDateTime;
    return since === undefined ? 0 : Math.max(0, Date.now() / 1000 - since);
  }

  async #pause(): Promise<void> {
    if (!this.#isNudged && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookEveryMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#isNudged) await new Promise((resolve) => setTimeout(resolve, gatherMs));
  }

  async #deliver(batch: StreamRecord[]): Promise<void> {
    const { definition, functionArn, invoke, onFailure } = this.#options;
    await deliver(batch, {
      source: definition,
      shard: this.name,
      functionArn,
      invoke,
      onFailure,
      toEventRecord: (record) => this.#eventRecord(record),
      isStopped: () => this.#isStopped,
      onDone: (record) => this.#moveTo(record.dynamodb.SequenceNumber),
    });
    this.delivered += batch.length;
  }

  #moveTo(position: string): void {
    this.position = position;
    this.#options.checkpoints.write(this.#options.definition.id, this.name, position);
  }

  #eventRecord(record: StreamRecord): object {
    const { definition, region, isExpiry } = this.#options;
    const { userIdentity: _asTheEngineHasIt, ...rest } = record;
    return {
      ...rest,
      awsRegion: region,
      eventSourceARN: definition.sourceArn,
      ...(isExpiry(record)
        ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }
        : {}),
    };
  }
}
