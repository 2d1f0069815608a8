import type { DynamoCall } from '../engines/dynamodb/wire.ts';
import { ServiceError } from '../http/service-error.ts';

/** A record as returned by GetRecords. */
export type StreamRecord = {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  userIdentity?: { Type: string; PrincipalId: string };
  dynamodb: {
    Keys: Record<string, Record<string, string>>;
    NewImage?: Record<string, unknown>;
    OldImage?: Record<string, unknown>;
    SequenceNumber: string;
    ApproximateCreationDateTime: number;
  };
  [field: string]: unknown;
};

/** A reader's position in a shard: the sequence number of the last record, or undefined at the start. */
export type Position = string | undefined;

export type StreamSource = {
  shards(): Promise<string[]>;
  /** Up to `limit` records after a position. */
  read(shard: string, after: Position, limit: number): Promise<StreamRead>;
};

export type StreamRead = {
  records: StreamRecord[];
  /** The position after everything that was read. */
  end: Position;
  /**
   * Everything written before this time (milliseconds since 1970) was read up to `end`; undefined if there may be more
   * records.
   */
  completeAt: number | undefined;
};

/** Reads the table's stream from the engine. */
export function createStreamSource(call: DynamoCall, streamArn: string): StreamSource {
  /** Iterators that earlier reads returned, by the shard and position at which they continue. */
  const iterators = new Map<string, string>();

  async function iteratorAt(shard: string, after: Position): Promise<string> {
    const start = after === undefined ? { ShardIteratorType: 'TRIM_HORIZON' } : afterNumber(after);
    const { ShardIterator } = await call('GetShardIterator', {
      StreamArn: streamArn,
      ShardId: shard,
      ...start,
    });
    return String(ShardIterator);
  }

  return {
    async shards() {
      const { StreamDescription } = await call('DescribeStream', { StreamArn: streamArn });
      return (StreamDescription as { Shards: { ShardId: string }[] }).Shards.map(({ ShardId }) => ShardId);
    },
    async read(shard, after, limit) {
      const key = `${shard} ${after ?? ''}`;
      const startedAt = Date.now();
      try {
        const iterator = iterators.get(key) ?? (await iteratorAt(shard, after));
        const { Records, NextShardIterator } = await call('GetRecords', {
          ShardIterator: iterator,
          Limit: limit,
        });
        const records = Records as StreamRecord[];
        const end = records.at(-1)?.dynamodb.SequenceNumber ?? after;
        iterators.delete(key);
        if (NextShardIterator) iterators.set(`${shard} ${end ?? ''}`, String(NextShardIterator));
        // The engine has no limit of its own, so fewer records than requested means the end.
        return { records, end, completeAt: records.length < limit ? startedAt : undefined };
      } catch (error) {
        iterators.delete(key);
        // The records after this position were trimmed, so reading continues with the oldest one left.
        const isTrimmed = error instanceof ServiceError && error.name === 'TrimmedDataAccessException';
        if (isTrimmed && after !== undefined) return this.read(shard, undefined, limit);
        throw error;
      }
    },
  };
}

function afterNumber(number: string) {
  return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: number };
}
