import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contactRecords } from '#data/records/contact.ts';
import { customerRecords } from '#data/records/customer.ts';
import { recordFrom } from '#data/records/stored.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { count } from '../counts.ts';
import { startHost, temporary } from '../host.ts';
import { importIn, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { letVisibilityPass } from '../queues.ts';
import { openTable } from '../table.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-import-chain-'));
const rows = count(200, 5_000);
const deaths = count(2, 10);
/** Longer than any part of the import takes. */
const patienceMs = 900_000;

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('linked imports that are repeatedly killed write each record once, refer to each other, and are undone', async () => {
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const organization = await newOrganization(me);
  const { path: base } = organization;
  const { secret, call: firstCall } = await newApiKey(host, organization, me);
  let call = firstCall;
  const die = async () => {
    await host.kill();
    // All messages are delivered twice.
    letVisibilityPass(dataDir);
    host = await startHost({ dataDir });
    call = callerWith(host.url, secret);
  };
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const customers = numbers.map((row) => `Customer ${row},K-${row}`);
  const contacts = numbers.map((row) => `Contact ${row},row${row}@people.example,K-${row}`);
  const first = await readFile(call, organization, ['Name,External ID', ...customers].join('\n'), {
    recordType: 'customer',
  });
  const second = await readFile(call, organization, ['First name,E-mail,Customer', ...contacts].join('\n'), {
    after: first.id,
  });
  await bodyOf(200, call('POST', `${base}/imports/${second.id}/check`, { ifMatch: second.version }));
  await die();
  const checked = await importIn(call, organization, second.id, ['checked'], patienceMs);
  expect(checked.file.check).toMatchObject({ creates: rows, refusals: 0 });
  await startedImport(call, organization, checked);

  const jobOf = async (id: string): Promise<any> => {
    const { jobId } = await bodyOf(200, call('GET', `${base}/imports/${id}`));
    return jobId ? bodyOf(200, call('GET', `${base}/jobs/${jobId}`)) : undefined;
  };
  const written = async () => {
    const jobs = await Promise.all([first.id, second.id].map(jobOf));
    return jobs.reduce<number>((sum, job) => sum + Number(job?.done ?? 0), 0);
  };
  for (let death = 1; death <= deaths; death += 1) {
    // The last ones are about the end of the first job.
    const threshold = Math.min(rows, (rows * death) / (deaths - 1));
    await awaited('rows', written, (done) => done >= threshold, { patienceMs, pauseMs: 50 });
    await die();
  }
  for (const { id } of [first, second]) {
    const { jobId } = await importIn(call, organization, id, ['started'], patienceMs);
    const job = await endedJob(call, organization, jobId, patienceMs);
    expect(job).toMatchObject({ state: 'done', total: rows, done: rows, failed: 0, created: rows });
  }
  const jobs = (await bodyOf(200, call('GET', `${base}/jobs`))).items;
  expect(jobs.filter(({ kind }: any) => kind === 'import')).toHaveLength(2);

  const records = async (type: string, definition: any): Promise<any[]> => {
    const items = await openTable(host).items(({ org }) => org === organization.id, organization.id);
    return items
      .filter((item) => item.kind === 'record' && item.type === type)
      .map((item) => recordFrom(definition, item as never));
  };
  const known = await records('customer', customerRecords);
  const people = await records('contact', contactRecords);
  expect(known).toHaveLength(rows);
  expect(people).toHaveLength(rows);
  const nameOf = new Map(known.map(({ id, name }) => [id, name]));
  for (const { firstName, customerId } of people)
    expect(nameOf.get(customerId)).toBe(firstName.replace('Contact', 'Customer'));

  await bodyOf(201, call('POST', `${base}/imports/${first.id}/undo`));
  await die();
  const undone = await awaited(
    'the undo of the first import',
    () => jobOf(first.id),
    ({ undoneBy }) => undoneBy,
    {
      patienceMs,
    },
  );
  expect(await endedJob(call, organization, undone.undoneBy, patienceMs)).toMatchObject({
    state: 'done',
    done: rows,
    failed: 0,
  });
  const left = [
    ...(await records('customer', customerRecords)),
    ...(await records('contact', contactRecords)),
  ];
  expect(left.filter(({ deletedAt }) => deletedAt === undefined)).toEqual([]);
  await host.stop();
}, 3_600_000);
