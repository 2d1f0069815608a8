import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The bucket of files up to 0.3.0, whose stage was always `local`, and the one in the data stack since. */
const former = 'cobalt-local-files-000000000000-us-east-1';
const present = 'cobaltlocaldata-files8e6940b8';

/**
 * Moves the files of a data folder that 0.3.0 wrote to the bucket that replaced its bucket. The host stores the bytes of
 * a bucket in a folder of its name and lists its objects in `host.sqlite`. If the process ends in between, the next start
 * completes the move.
 */
export function moveEarlierFiles(dataFolder: string): void {
  const [from, to] = [former, present].map((bucket) => path.join(dataFolder, `objects-${bucket}`));
  if (!from || !to || !existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from)) renameSync(path.join(from, file), path.join(to, file));
  const database = new DatabaseSync(path.join(dataFolder, 'host.sqlite'));
  database.prepare('UPDATE OR IGNORE objects SET bucket = ? WHERE bucket = ?').run(present, former);
  database.close();
  rmSync(from, { recursive: true });
}
