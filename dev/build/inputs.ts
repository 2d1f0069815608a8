import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A hash of the contents and relative paths of all files in `names`, except tests and `leaveOut`. */
export function hashInputs(root: string, names: string[], leaveOut: string[] = []): string {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesOf(root, name, leaveOut)).sort()) {
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesOf(root: string, name: string, leaveOut: string[]): string[] {
  const full = path.join(root, name);
  if (leaveOut.includes(name) || name.endsWith('.test.ts') || !existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full).flatMap((inner) => filesOf(root, path.posix.join(name, inner), leaveOut));
}
