import { existsSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** Takes a lock file for this process. False: a process that still runs has it. */
export function tryLock(file: string): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx');
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (lockHolder(file) !== undefined) return false;
      rmSync(file, { force: true });
    }
  }
  return false;
}

/** The process that has the lock; undefined when it ended without giving it back. */
export function lockHolder(file: string): number | undefined {
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (!(pid > 0) || !isOfUs(pid)) return undefined;
  return pid;
}

/** Process ids are given out again: where the system tells, a holder must be a host or a builder. */
function isOfUs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync('/proc/self') || readFileSync(commandLine, 'utf8').includes('infra');
}

export function unlock(file: string): void {
  rmSync(file, { force: true });
}
