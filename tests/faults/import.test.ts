import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contactRecords } from '#data/records/contact.ts';
import { recordFrom } from '#data/records/stored.ts';
import { bodyOf } from '../caller.ts';
import { count } from '../counts.ts';
import { changedImport, checkedImport, importIn, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { startHost, temporary } from '../host.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { openTable } from '../table.ts';
import { killDuringJob } from './kill-during-job.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-import-'));
const rows = count(1_000, 20_000);
const deaths = count(2, 10);
/** Of ten rows, the job writes eight, each with a note. */
const written = rows * 0.8 * 2;
/** Maximum number of rows between two crashes, so that all crashes precede the job's end. */
const rowsALife = Math.floor(written / (deaths + 2));

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Longer than any part of the import takes. */
const patienceMs = 900_000;

const emailOf = (row: number): string => `row${row}@people.example`;
/** Every tenth row has an invalid address, and every tenth the address of the row before. */
const addressIn = (row: number): string =>
  row % 10 === 3 ? 'no address' : emailOf(row % 10 === 7 ? row - 1 : row);

test('a repeatedly killed import creates each record and each note once, and accounts for every row', async () => {
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const organization = await newOrganization(me);
  const { path: base } = organization;
  const { secret, call: firstCall } = await newApiKey(host, organization, me);
  let call = firstCall;
  const known = count(20, 200);
  for (let row = 0; row < known; row += 20) {
    const items = Array.from({ length: 20 }, (_, index) => ({
      firstName: 'Known',
      email: emailOf((row + index) * 10 + 1),
    }));
    await bodyOf(201, call('POST', `${base}/contacts/bulk`, { body: { items } }));
  }

  const lines = Array.from({ length: rows }, (_, row) => `Row ${row},${addressIn(row)},Leticia,Note ${row}`);
  const ready = await readFile(call, organization, ['First name,E-mail,City,Notes', ...lines].join('\n'));
  expect(ready.file.rows).toBe(rows);
  const updating = await changedImport(call, organization, ready, { onMatch: 'update' });
  const checked = await checkedImport(call, organization, updating);
  const tenth = rows / 10;
  const expected = {
    rows,
    creates: rows - 2 * tenth - known,
    updates: known,
    skips: tenth,
    refusals: tenth,
    notes: rows - 2 * tenth,
  };
  expect(checked.file.check).toMatchObject(expected);

  const { id, jobId } = await startedImport(call, organization, checked);
  const jobPath = `${base}/jobs/${jobId}`;
  ({ host, call } = await killDuringJob({ host, dataDir, secret, jobPath, deaths, rowsALife, patienceMs }));
  const ended = await endedJob(call, organization, jobId, patienceMs);
  const done = expected.creates + expected.updates;
  expect(ended).toMatchObject({ state: 'done', total: 2 * done, done: 2 * done, failed: 0 });
  expect(ended).toMatchObject({ created: expected.creates, related: { done, failed: 0 } });
  expect(await importIn(call, organization, id, ['started'])).toMatchObject({ jobId });
  await host.settled();

  const items = await openTable(host).items(() => true, organization.id);
  const contacts = items.filter(
    ({ kind, type, org }) => kind === 'record' && type === 'contact' && org === organization.id,
  );
  const found = contacts.map((item) => recordFrom(contactRecords, item as never));
  expect(found).toHaveLength(done);
  expect(new Set(found.map(({ email }) => email)).size).toBe(done);
  expect(found.filter(({ city }) => city !== 'Leticia')).toEqual([]);
  const notes = items.filter(({ kind }) => kind === 'note');
  expect(notes).toHaveLength(done);
  expect(new Set(notes.map(({ pk }) => pk)).size).toBe(done);
  await host.stop();
}, 3_600_000);
