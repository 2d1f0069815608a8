import type { StreamSource } from './stream-source.ts';

type Read = Awaited<ReturnType<StreamSource['read']>>;

/** Reads that are kept for the other readers of the stream. */
const keptReads = 16;

/**
 * Lets several readers of one stream share what was read: the second to come to a position gets what the first was
 * given there. Empty reads are never kept, so nobody waits for news that is there already.
 */
export function shareReads(source: StreamSource): StreamSource {
  const reads = new Map<string, Promise<Read>>();
  return {
    shards: () => source.shards(),
    read(shard, after, limit) {
      const key = `${shard} ${after ?? ''} ${limit}`;
      const kept = reads.get(key);
      if (kept) return kept;
      const read = source.read(shard, after, limit);
      reads.set(key, read);
      const forget = () => reads.delete(key);
      read.then(({ records }) => records.length === 0 && forget(), forget);
      if (reads.size > keptReads) reads.delete(reads.keys().next().value!);
      return read;
    },
  };
}
