import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lockHolder, tryLock, unlock } from './process-lock.ts';
import { patiently } from './patience.ts';
import { StartFailure } from './start-failure.ts';

export type DataFolder = {
  path: string;
  logs: string;
  file(name: string): string;
  /** Unlocks the folder, so that another local host can use it. */
  release(): void;
};

const lockName = 'host.pid';
/** Marks a data folder. `--fresh` refuses to empty a folder that contains other files but lacks this one. */
const markName = 'host.sqlite';

/** Locks the folder for this host, once a host that is ending has released it, and, with `isFresh`, empties it. */
export async function openDataFolder(folder: string, isFresh: boolean): Promise<DataFolder> {
  mkdirSync(folder, { recursive: true });
  const file = (name: string) => path.join(folder, name);
  const isOurs = existsSync(file(markName)) || readdirSync(folder).every((name) => name === lockName);
  if (isFresh && !isOurs) {
    throw new StartFailure(`--fresh would empty ${folder}, which is not a data folder of this host`);
  }
  const holder = () => `Another host (process ${lockHolder(file(lockName))}) uses ${folder}`;
  const isLocked = await patiently(
    () => tryLock(file(lockName)) || undefined,
    () => `${holder()}. Waiting for its end …`,
  );
  if (!isLocked) throw new StartFailure(`${holder()}: end it, or give another --data FOLDER`);
  if (isFresh) {
    for (const name of readdirSync(folder)) {
      if (name !== lockName) rmSync(file(name), { recursive: true, force: true });
    }
  }
  mkdirSync(file('logs'), { recursive: true });
  return { path: folder, logs: file('logs'), file, release: () => unlock(file(lockName)) };
}
