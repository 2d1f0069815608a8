import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Position, StreamRecord, StreamSource } from '../streams/stream-source.ts';

const parts = 4;
const maxDelayMs = 200;
/** How many of a thousand reads that return records are followed by a read from an earlier position. */
const repeatsPerMille = 100;
const keptPositions = 5;

/** The start positions of a shard's last reads that returned records, and whether the latest read was one of them. */
type Trail = { positions: Position[]; hasNews: boolean };

/**
 * Splits each shard of the stream into four by partition key. Reads take random times, so order holds only within a
 * shard, and some reads repeat earlier records. Each reader needs its own instance, because repetitions start at that
 * reader's earlier positions.
 */
export function createFaultStream(source: StreamSource, partitionKey: string): StreamSource {
  const trails = new Map<string, Trail>();
  const partOf = ({ dynamodb }: StreamRecord) =>
    createHash('sha256').update(JSON.stringify(dynamodb.Keys[partitionKey])).digest().readUInt8() % parts;

  /** The position to read from: sometimes an earlier one, but not if the last read returned no records. */
  function startOf(trail: Trail, after: Position): Position {
    const goesBack = trail.hasNews && Math.random() * 1000 < repeatsPerMille;
    trail.hasNews = false;
    return goesBack ? trail.positions[0] : after;
  }

  return {
    async shards() {
      const shards = await source.shards();
      return shards.flatMap((shard) => Array.from({ length: parts }, (_, part) => `${shard}/${part}`));
    },
    async read(shard, after, limit) {
      await sleep(Math.random() * maxDelayMs);
      const [real, part] = splitLast(shard);
      const trail = trails.get(shard) ?? { positions: [], hasNews: false };
      trails.set(shard, trail);
      let end = startOf(trail, after);
      for (;;) {
        const from = end;
        const read = await source.read(real, from, limit);
        end = read.end;
        const records = read.records.filter((record) => partOf(record) === Number(part));
        if (records.length > 0) {
          trail.hasNews = true;
          trail.positions = [...trail.positions, from].slice(-keptPositions);
        }
        if (records.length > 0 || read.records.length === 0) return { ...read, records };
      }
    },
  };
}

function splitLast(shard: string): [string, string] {
  const at = shard.lastIndexOf('/');
  return [shard.slice(0, at), shard.slice(at + 1)];
}
