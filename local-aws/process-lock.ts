import { existsSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** Acquires a lock file for this process. Returns false if another running process holds it. */
export function tryLock(file: string): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx');
      writeSync(descriptor, `${process.pid} ${startTime(process.pid)}`);
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

/** The ID of the running process that holds the lock; undefined if there is none. */
export function lockHolder(file: string): number | undefined {
  const [pid, startedAt] = existsSync(file) ? readFileSync(file, 'utf8').split(' ') : [];
  return isRunning(Number(pid)) && startTime(Number(pid)) === startedAt ? Number(pid) : undefined;
}

/** A process that was killed stays until its parent has noticed, but holds nothing any more. */
function isRunning(pid: number): boolean {
  if (!(pid > 0) || statOf(pid)[0] === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The start time of a process, or '' if the system doesn't provide it. Part of a lock, because process ids are reused.
 */
const startTime = (pid: number): string => statOf(pid)[19] ?? '';

/** What the system tells of a process, from its state on. Empty if it tells nothing. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, a name in parentheses, may contain spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

export function unlock(file: string): void {
  rmSync(file, { force: true });
}
