import { randomUUID } from 'node:crypto';
import type { Outcome } from '../lambda/function-runner.ts';
import type { SourceDefinition } from '../template/events.ts';
import type { StreamRecord } from './stream-source.ts';

export type DeliveryOptions = {
  source: SourceDefinition;
  shard: string;
  functionArn: string;
  invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** The record as the function receives it. */
  toEventRecord: (record: StreamRecord) => object;
  /** Receives a report on records that were abandoned. */
  onFailure: (report: object) => void;
  isStopped: () => boolean;
  /** Called when this record and all records before it are processed or abandoned. */
  onDone: (record: StreamRecord) => void;
};

const firstBackoffMs = 100;
const maxBackoffMs = 5000;

/**
 * Delivers records in order until each is processed, or abandoned by the rules of the event source mapping. After a
 * partial failure, delivery restarts at the first failed record. With `bisects`, a batch that fails as a whole is
 * halved.
 */
export async function deliver(records: StreamRecord[], options: DeliveryOptions): Promise<void> {
  let rest = records;
  for (let attempts = 1; rest.length > 0 && !options.isStopped(); attempts += 1) {
    const outcome = await invokeOnce(rest, options);
    const done = countDone(rest, outcome, options.source);
    const last = rest[done - 1];
    if (last) options.onDone(last);
    if (done > 0) attempts = 0;
    rest = rest.slice(done);
    if (rest.length === 0) return;
    if (done === 0 && options.source.bisects && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await deliver(rest.slice(0, middle), options);
      return deliver(rest.slice(middle), options);
    }
    const condition = reasonToAbandon(rest, attempts, options.source);
    if (condition) {
      abandon(rest, attempts, condition, options);
      return;
    }
    await backoff(attempts);
  }
}

function invokeOnce(records: StreamRecord[], { source, invoke, toEventRecord }: DeliveryOptions) {
  return invoke(source.functionName, { Records: records.map(toEventRecord) });
}

/** Number of leading records that the function has processed. */
function countDone(records: StreamRecord[], outcome: Outcome, source: SourceDefinition): number {
  if (outcome.kind === 'failure') return 0;
  if (!source.reportsItemFailures) return records.length;
  const answer = JSON.parse(outcome.json) as { batchItemFailures?: { itemIdentifier?: string }[] } | null;
  const failures = answer?.batchItemFailures ?? [];
  if (failures.length === 0) return records.length;
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
  // A failure that names none of the records counts for the whole batch.
  return Math.max(first, 0);
}

function reasonToAbandon(
  records: StreamRecord[],
  attempts: number,
  source: SourceDefinition,
): string | undefined {
  const { maxRetries, maxAgeSeconds } = source;
  const ageSeconds = Date.now() / 1000 - (records[0]?.dynamodb.ApproximateCreationDateTime ?? 0);
  if (maxAgeSeconds >= 0 && ageSeconds > maxAgeSeconds) return 'RecordAgeExceeded';
  return maxRetries >= 0 && attempts > maxRetries ? 'RetryAttemptsExhausted' : undefined;
}

function abandon(
  records: StreamRecord[],
  attempts: number,
  condition: string,
  options: DeliveryOptions,
): void {
  const { source, shard, functionArn } = options;
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) return;
  const time = ({ dynamodb }: StreamRecord) =>
    new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString();
  options.onFailure({
    requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: attempts },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: time(first),
      approximateArrivalOfLastRecord: time(last),
      batchSize: records.length,
      streamArn: source.sourceArn,
    },
  });
  options.onDone(last);
}

function backoff(attempts: number): Promise<void> {
  const delayMs = Math.min(firstBackoffMs * 2 ** attempts, maxBackoffMs);
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
