import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

test.runIf(process.platform === 'linux')(
  'a lock of a process that was killed is taken over although its parent hasn’t noticed its end',
  async () => {
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    writeFileSync(file, `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`);
    expect(lockHolder(file)).toBe(pid);
    process.kill(pid, 'SIGKILL');
    while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) await sleep(10);
    expect([lockHolder(file), tryLock(file)]).toEqual([undefined, true]);
    unlock(file);
    parent.kill('SIGKILL');
  },
);

test('a lock of a process that ended is taken over, even if its id is in use again', () => {
  for (const contents of ['', '999999999 1', `${process.pid} 1`]) {
    writeFileSync(file, contents);
    expect([contents, tryLock(file)]).toEqual([contents, true]);
    unlock(file);
  }
});
