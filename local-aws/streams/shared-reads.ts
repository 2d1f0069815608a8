import type { StreamRead, StreamSource } from './stream-source.ts';

/** Number of reads kept for other readers. */
const keptReads = 16;

/**
 * Shares reads between several readers of one stream: later readers at a position get the result of the first. Empty
 * results are not shared, because new records may have arrived since.
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
