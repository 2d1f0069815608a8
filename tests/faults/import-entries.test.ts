import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { count } from '../counts.ts';
import { checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { startHost, temporary } from '../host.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { openTable } from '../table.ts';
import { killDuringJob } from './kill-during-job.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-import-entries-'));
const rows = count(400, 8_000);
const records = count(8, 40);
const deaths = count(1, 8);
/** Of ten rows, one names no record that exists. */
const written = rows * 0.9;
/** Maximum number of rows between two crashes, so that all crashes precede the job's end. */
const rowsALife = Math.floor(written / (deaths + 2));

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Longer than any part of the import takes. */
const patienceMs = 900_000;

test('a repeatedly killed import of activities creates each once and adds each once to the sum of its record', async () => {
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const organization = await newOrganization(me);
  const { path: base } = organization;
  const { secret, call: firstCall } = await newApiKey(host, organization, me);
  let call = firstCall;
  const ids: string[] = [];
  for (let record = 0; record < records; record += 1) {
    const body = { name: `Customer ${record}`, externalId: `C-${record}` };
    ids.push((await bodyOf(201, call('POST', `${base}/customers`, { body }))).id);
  }

  const lines = Array.from({ length: rows }, (_, row) => {
    const record = row % 10 === 3 ? 'nobody' : `C-${row % records}`;
    return `Call,Row ${row},2024-05-${String((row % 28) + 1).padStart(2, '0')},${record}`;
  });
  const ready = await readFile(call, organization, ['Type,Subject,Date,Company', ...lines].join('\n'), {
    name: 'activities.csv',
    recordType: 'activity',
  });
  const checked = await checkedImport(call, organization, ready);
  const expected = { rows, creates: written, updates: 0, skips: 0, refusals: rows - written };
  expect(checked.file.check).toMatchObject(expected);

  const { jobId } = await startedImport(call, organization, checked);
  const jobPath = `${base}/jobs/${jobId}`;
  ({ host, call } = await killDuringJob({ host, dataDir, secret, jobPath, deaths, rowsALife, patienceMs }));
  const ended = await endedJob(call, organization, jobId, patienceMs);
  expect(ended).toMatchObject({ state: 'done', total: written, done: written, failed: 0, created: written });
  await host.settled();

  const items = await openTable(host).items(
    ({ org, kind }) => org === organization.id || kind === 'activity',
    organization.id,
  );
  const titles = items.flatMap(({ kind, data }) =>
    kind === 'activity' ? (JSON.parse(data as string) as { title: string }).title : [],
  );
  expect(titles).toHaveLength(written);
  expect(new Set(titles).size).toBe(written);
  const counts = await Promise.all(ids.map((id) => bodyOf(200, call('GET', `${base}/customers/${id}`))));
  expect(counts.reduce<number>((sum, { activityCount }) => sum + (activityCount as number), 0)).toBe(written);
  await host.stop();
}, 3_600_000);
