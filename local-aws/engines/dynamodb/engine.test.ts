import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngineUnderTest, tableName, type EngineUnderTest } from './engine-under-test.ts';
import { ensureTable } from './table.ts';
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

test('an engine that dies is reported in one line', async () => {
  process.kill(enginePid(table.folder), 'SIGKILL');
  expect(await table.engine.died).toBe('The DynamoDB engine dynoxide was ended by SIGKILL');
});

test('an intentionally stopped engine is not reported', async () => {
  await table.engine.stop();
  expect(await Promise.race([table.engine.died, sleep(100, 'silent')])).toBe('silent');
});

test('the engine of a killed host ends by itself', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-orphan-'));
  const script = `import('${path.join(import.meta.dirname, 'engine.ts')}').then(({ startDynoxide }) => startDynoxide('${folder}'))`;
  const parent = spawn(process.execPath, ['-e', `${script}; setInterval(() => {}, 1000)`], {
    stdio: 'ignore',
  });
  const isThere = () =>
    ['dynoxide.pid', 'dynamodb.sqlite'].every((name) => existsSync(path.join(folder, name)));
  while (!isThere() || enginePid(folder) === 0) await sleep(20);
  const pid = enginePid(folder);
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  expect(await ended(pid)).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});

test('writes do not become slower with the length of the stream', async () => {
  /** The duration of the fastest of eight rounds, because other processes share the machine. */
  const fastest = async () => {
    const rounds: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const startedAt = performance.now();
      for (let at = 0; at < 25; at += 1) await table.put(`k${at}`);
      rounds.push(performance.now() - startedAt);
    }
    return Math.min(...rounds);
  };
  await fastest();
  const before = await fastest();
  const database = new DatabaseSync(path.join(table.folder, 'dynamodb.sqlite'));
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    INSERT INTO _stream_records (table_name, event_name, keys_json, sequence_number, shard_id, created_at)
    SELECT table_name, event_name, keys_json, i, shard_id, created_at FROM n, (SELECT * FROM _stream_records LIMIT 1)`);
  database.close();
  expect(await fastest()).toBeLessThan(3 * before);
});

test('trimming drops processed records but never the highest number', async () => {
  const file = path.join(table.folder, 'dynamodb.sqlite');
  for (let at = 0; at < 20; at += 1) await table.put(`k${at}`);
  const database = new DatabaseSync(file);
  // Makes all records older than the stream's retention.
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

test('trimming leaves everything to the next time while the engine writes', async () => {
  const file = path.join(table.folder, 'dynamodb.sqlite');
  for (let at = 0; at < 3; at += 1) await table.put(`k${at}`);
  const database = new DatabaseSync(file);
  database.exec('UPDATE _stream_records SET created_at = created_at - 90000');
  const stored = () => database.prepare('SELECT count(*) AS records FROM _stream_records').get();
  database.exec('BEGIN IMMEDIATE');
  trimStream(file, 0);
  expect(stored()).toEqual({ records: 3 });
  database.exec('COMMIT');
  trimStream(file, 0);
  expect(stored()).toEqual({ records: 1 });
  database.close();
});

test('an existing table gets the indexes that it lacks, with the items that it has', async () => {
  const { call } = table;
  await table.put('first', { g8pk: { S: 'list' }, g8sk: { S: 'a' } });
  const index = (number: number) => ({
    IndexName: `gsi${number}`,
    KeySchema: [
      { AttributeName: `g${number}pk`, KeyType: 'HASH' },
      { AttributeName: `g${number}sk`, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  });
  const names = ['pk', 'sk', 'g8pk', 'g8sk', 'g9pk', 'g9sk'];
  const grown = {
    name: tableName,
    arn: '',
    streamArn: '',
    ttlAttribute: undefined,
    createInput: {
      TableName: tableName,
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [index(8), index(9)],
    },
  };
  await ensureTable(call, grown);
  await ensureTable(call, grown);
  const found = await call('Query', {
    TableName: tableName,
    IndexName: 'gsi8',
    KeyConditionExpression: 'g8pk = :list',
    ExpressionAttributeValues: { ':list': { S: 'list' } },
  });
  expect(found.Items).toMatchObject([{ pk: { S: 'first' } }]);
});
