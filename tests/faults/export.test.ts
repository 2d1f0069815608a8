import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { count } from '../counts.ts';
import { downloaded, endedExport } from '../exports.ts';
import { startHost, temporary } from '../host.ts';
import { newRows } from '../jobs.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { letVisibilityPass } from '../queues.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-export-'));
const rows = count(1_500, 20_000);
/** The next run would be the last one that an export may begin. */
const deaths = 3;

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const patienceMs = 300_000;

function storedFiles(): string[] {
  const database = new DatabaseSync(path.join(dataDir, 'host.sqlite'), { readOnly: true });
  const found = database.prepare("SELECT key FROM objects WHERE key LIKE 'exports/%'").all();
  database.close();
  return found.map(({ key }) => String(key));
}

test('a repeatedly killed export leaves one file with each record once, and none when it is deleted', async () => {
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const organization = await newOrganization(me);
  const at = `${organization.path}/exports`;
  const { secret, call: firstCall } = await newApiKey(host, organization, me);
  let call = firstCall;
  await newRows(call, organization, rows);

  const columns = [{ field: 'firstName' }, { field: 'ownerId' }, { field: 'createdAt' }];
  const body = { recordType: 'contact', format: 'csv', columns };
  const { id } = await bodyOf(201, call('POST', at, { body }));
  const read = () => bodyOf(200, call('GET', `${at}/${id}`));
  for (let death = 0; death < deaths; death += 1) {
    // Each run has its own version. The first one is that of the queued export.
    const isRunning = ({ state, version }: any) => state === 'writing' && version === death + 2;
    await awaited('a run', read, isRunning, { patienceMs, pauseMs: 20 });
    await pause(Math.random() * 100);
    expect((await read()).state).toBe('writing');
    await host.kill();
    letVisibilityPass(dataDir);
    host = await startHost({ dataDir });
    call = callerWith(host.url, secret);
  }
  const ended = await endedExport(call, organization, id, patienceMs);
  expect(ended).toMatchObject({ state: 'ready', rows, total: rows });
  const { bytes } = await downloaded(call, organization, id);
  expect(bytes.length).toBe(ended.sizeBytes);
  const lines = bytes.toString().trimEnd().split('\r\n').slice(1);
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(rows);
  expect(lines).toHaveLength(rows);
  await host.settled();
  expect(storedFiles()).toEqual([`exports/${organization.id}/${id}/${deaths + 1}`]);

  expect((await call('DELETE', `${at}/${id}`, { ifMatch: ended.version })).status).toBe(204);
  await awaited(
    'the removal of the file',
    async () => storedFiles(),
    (files) => files.length === 0,
  );
  await host.stop();
}, 3_600_000);
