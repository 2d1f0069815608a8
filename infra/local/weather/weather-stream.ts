import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Position, StreamRecord, StreamSource } from '../streams/stream-source.ts';

const parts = 4;
const maxDelayMs = 200;
/** Of a thousand reads that brought something so many are followed by one that begins earlier again. */
const repeatsPerMille = 100;
const keptPositions = 5;

/** The positions that the last reads of a shard which brought something began at. */
type Trail = { positions: Position[]; hasNews: boolean };

/**
 * Splits the stream into four shards by partition key. Each comes late by its own time, so that order holds in a shard
 * only, and now and then a shard goes back and hands over again what was read before. Each reader needs one of its own,
 * since going back is going to where that reader was.
 */
export function createWeatherStream(source: StreamSource, partitionKey: string): StreamSource {
  const trails = new Map<string, Trail>();
  const partOf = ({ dynamodb }: StreamRecord) =>
    createHash('sha256').update(JSON.stringify(dynamodb.Keys[partitionKey])).digest().readUInt8() % parts;

  /** Where to read on from; sometimes from before the last reads, but not when these brought nothing new. */
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
