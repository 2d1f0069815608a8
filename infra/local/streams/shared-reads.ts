import type { StreamRead, StreamSource } from './stream-source.ts';

/** Reads that are kept for the other readers of the stream. */
const keptReads = 16;

/**
 * Lets several readers of one stream share what was read: the second to come to a position gets what the first was
 * given there. An empty answer to somebody else says nothing about now, so whoever gets one reads for itself.
 */
export function shareReads(source: StreamSource): StreamSource {
  const reads = new Map<string, Promise<StreamRead>>();
  return {
    shards: () => source.shards(),
    async read(shard, after, limit) {
      const key = `${shard} ${after ?? ''} ${limit}`;
      const kept = await reads.get(key);
      if (kept && kept.records.length > 0) return kept;
      const read = source.read(shard, after, limit);
      reads.set(key, read);
      const forget = () => {
        if (reads.get(key) === read) reads.delete(key);
      };
      read.then(({ records }) => records.length === 0 && forget(), forget);
      for (const oldest of reads.keys()) if (reads.size > keptReads) reads.delete(oldest);
      return read;
    },
  };
}
