import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockHolder, tryLock, unlock } from 'local-aws/process-lock.ts';

export type Build = {
  /** A file next to the result that contains the hash of the inputs it was built from. */
  stampFile: string;
  inputsHash(): string;
  /** A file that must exist; otherwise the build always runs. */
  result: string;
  run(): Promise<void>;
};

/**
 * Runs the build unless the result is up to date. If several hosts start at the same time, one builds and the others
 * wait.
 */
export async function ensureBuilt(build: Build): Promise<void> {
  const hash = build.inputsHash();
  if (isUpToDate(build, hash)) return;
  const lockFile = `${build.stampFile}.lock`;
  mkdirSync(path.dirname(lockFile), { recursive: true });
  while (!tryLock(lockFile)) {
    while (lockHolder(lockFile) !== undefined) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    if (isUpToDate(build, hash)) return;
    // A build that ends halfway has already overwritten parts of the earlier result.
    rmSync(build.stampFile, { force: true });
    await build.run();
    writeFileSync(build.stampFile, hash);
  } finally {
    unlock(lockFile);
  }
}

function isUpToDate({ stampFile, result }: Build, hash: string): boolean {
  return existsSync(result) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}
