import type { DatabaseSync } from 'node:sqlite';
import type { Position } from './stream-source.ts';

/**
 * The position of each reader in each shard, which survives restarts. Records after it are delivered after the next
 * start, even if a function has received them before.
 */
export type Checkpoints = {
  read(reader: string, shard: string): Position;
  write(reader: string, shard: string, position: string): void;
};

export function createCheckpoints(database: DatabaseSync): Checkpoints {
  database.exec(
    'CREATE TABLE IF NOT EXISTS checkpoints (reader TEXT, shard TEXT, position TEXT NOT NULL, PRIMARY KEY (reader, shard))',
  );
  const select = database.prepare('SELECT position FROM checkpoints WHERE reader = ? AND shard = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)');
  return {
    read: (reader, shard) => select.get(reader, shard)?.position as Position,
    write: (reader, shard, position) => void upsert.run(reader, shard, position),
  };
}
