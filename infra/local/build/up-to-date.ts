import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockHolder, tryLock, unlock } from './process-lock.ts';

export type Build = {
  /** Kept beside what is built, so that it is known which inputs that was made from. */
  stampFile: string;
  inputsHash(): string;
  /** Something that must be there, or the build runs whatever the stamp says. */
  result: string;
  run(): Promise<void>;
};

/** Builds unless the result is of the present inputs. Of several hosts that start together one builds. */
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
    await build.run();
    writeFileSync(build.stampFile, hash);
  } finally {
    unlock(lockFile);
  }
}

function isUpToDate({ stampFile, result }: Build, hash: string): boolean {
  return existsSync(result) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}
