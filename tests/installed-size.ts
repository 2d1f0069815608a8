import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';

/** The most that `npm ci` may install, in MB of 1,024 KB on Linux x64. */
export const maxInstalledMb = 1_000;

/** Size of a project's installed packages on disk in MB, without what tools keep in hidden folders beside them. */
export function installedMb(project: string): number {
  const cwd = path.join(project, 'node_modules');
  const total = execFileSync('du', ['-skc', ...globSync('[!.]*', { cwd })], { cwd, encoding: 'utf8' })
    .trimEnd()
    .split('\n')
    .at(-1);
  return Math.ceil(parseInt(total ?? '') / 1024);
}
