import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngineUnderTest, tableName, type EngineUnderTest } from './engine-under-test.ts';
import { trimStream } from './stream-tables.ts';

let table: EngineUnderTest;
beforeEach(async () => {
  table = await startEngineUnderTest();
});
afterEach(() => table.stop());

const isRunning = (pid: number) =>
  existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
const enginePid = (folder: string) => Number(readFileSync(path.join(folder, 'dynoxide.pid'), 'utf8'));
async function ended(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 3000 && isRunning(pid); waited += 20) await sleep(20);
  return !isRunning(pid);
}

test('an engine that dies says so in one line', async () => {
  process.kill(enginePid(table.folder), 'SIGKILL');
  expect(await table.engine.died).toBe('The DynamoDB engine dynoxide was ended by SIGKILL');
});

test('an engine that is stopped on purpose does not', async () => {
  await table.engine.stop();
  expect(await Promise.race([table.engine.died, sleep(100, 'silent')])).toBe('silent');
});

test('the engine of a host that was killed ends by itself', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-orphan-'));
  const script = `import('${path.join(import.meta.dirname, 'engine.ts')}').then(({ startDynoxide }) => startDynoxide('${folder}'))`;
  const parent = spawn(process.execPath, ['-e', `${script}; setInterval(() => {}, 1000)`], {
    stdio: 'ignore',
  });
  while (!existsSync(path.join(folder, 'dynamodb.sqlite'))) await sleep(20);
  const pid = enginePid(folder);
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  expect(await ended(pid)).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});

test('writes do not become slower with the length of the stream', async () => {
  const write = async (count: number) => {
    const startedAt = performance.now();
    for (let at = 0; at < count; at += 1) await table.put(`k${at}`);
    return performance.now() - startedAt;
  };
  await write(300);
  const before = await write(300);
  for (let batch = 0; batch < 200; batch += 1) {
    const requests = Array.from({ length: 25 }, (_, at) => ({
      PutRequest: { Item: { pk: { S: `b${batch}` }, sk: { S: String(at) } } },
    }));
    await table.call('BatchWriteItem', { RequestItems: { [tableName]: requests } });
  }
  expect(await write(300)).toBeLessThan(3 * before);
});

test('trimming drops what was passed and never the highest number', async () => {
  const file = path.join(table.folder, 'dynamodb.sqlite');
  for (let at = 0; at < 20; at += 1) await table.put(`k${at}`);
  const database = new DatabaseSync(file);
  // All but the last are made older than a stream keeps them.
  database.exec('UPDATE _stream_records SET created_at = created_at - 90000');
  trimStream(file, 0);
  const rows = database.prepare('SELECT sequence_number AS number FROM _stream_records').all();
  expect(rows).toEqual([{ number: '20' }]);
  await table.put('next');
  expect(
    database.prepare('SELECT max(CAST(sequence_number AS INTEGER)) AS top FROM _stream_records').get(),
  ).toEqual({
    top: 21,
  });
  database.close();
});
