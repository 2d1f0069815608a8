import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockHolder, tryLock, unlock } from './process-lock.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'local-aws-lock-'));
const file = path.join(folder, 'lock');
afterAll(() => rmSync(folder, { recursive: true }));

test('a lock of a running process is refused until it is released', () => {
  expect([tryLock(file), tryLock(file), lockHolder(file)]).toEqual([true, false, process.pid]);
  unlock(file);
  expect([lockHolder(file), tryLock(file)]).toEqual([undefined, true]);
  unlock(file);
});

test('a lock of a process that ended is taken over, even if its id is in use again', () => {
  for (const contents of ['', '999999999 1', `${process.pid} 1`]) {
    writeFileSync(file, contents);
    expect([contents, tryLock(file)]).toEqual([contents, true]);
    unlock(file);
  }
});
