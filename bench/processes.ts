import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and its descendants, in MB. Shared pages count once per process. */
export function residentMb(pid: number): number {
  return treeOf(pid).reduce((sum, one) => sum + residentOf(one), 0);
}

function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function treeOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/PPid:\s+(\d+)/.exec(read(`/proc/${name}/status`))?.[1] ?? 0),
    }));
  const below = (of: number): number[] =>
    parents.filter(({ parent }) => parent === of).flatMap((child) => [child.pid, ...below(child.pid)]);
  return [pid, ...below(pid)];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended in the meantime.
    return '';
  }
}
