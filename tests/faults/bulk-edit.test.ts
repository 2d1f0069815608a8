import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contactRecords } from '#data/records/contact.ts';
import { recordFrom } from '#data/records/stored.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { count } from '../counts.ts';
import { endedJob, newRows } from '../jobs.ts';
import { startHost, temporary } from '../host.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { letVisibilityPass } from '../queues.ts';
import { openTable } from '../table.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-bulk-'));
const records = count(400, 20_000);
const deaths = count(1, 10);
/** Maximum number of records between two crashes, so that all crashes precede the job's end. */
const rowsALife = Math.floor(records / (deaths + 2));

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Longer than any part of the job takes. */
const patienceMs = 900_000;

test('a repeatedly killed bulk edit changes every record once, and its counts are exact', async () => {
  let host = await startHost({ dataDir });
  const me = await newPerson(host);
  const organization = await newOrganization(me);
  const { path: base } = organization;
  // On a slow machine, the job can take longer than an access token is valid, so the test uses an API key.
  const { secret, call: firstCall } = await newApiKey(host, organization, me);
  let call = firstCall;
  await newRows(call, organization, records);
  await host.settled();

  const body = {
    recordType: 'contact',
    filters: {},
    all: true,
    change: { action: 'update', values: { city: 'Leticia' } },
  };
  const { id } = await bodyOf(201, call('POST', `${base}/jobs`, { body }));
  const job = () => bodyOf(200, call('GET', `${base}/jobs/${id}`));
  for (let death = 0; death < deaths; death += 1) {
    const before = (await job()).done as number;
    const threshold = before + rowsALife * Math.random();
    await awaited('records', job, ({ done }) => done >= threshold, { patienceMs, pauseMs: 50 });
    expect((await job()).state).not.toBe('done');
    await host.kill();
    letVisibilityPass(dataDir);
    host = await startHost({ dataDir });
    call = callerWith(host.url, secret);
  }
  expect(await endedJob(call, organization, id, patienceMs)).toMatchObject({
    state: 'done',
    total: records,
    done: records,
    failed: 0,
  });
  await host.settled();

  const items = await openTable(host).items(({ org }) => org === organization.id, organization.id);
  const contacts = items.filter(({ kind, type }) => kind === 'record' && type === 'contact');
  expect(contacts).toHaveLength(records);
  const wrong = contacts.filter((item) => {
    return item.version !== 2 || recordFrom(contactRecords, item as never).city !== 'Leticia';
  });
  expect(wrong.map(({ id: of, version }) => [of, version])).toEqual([]);
  const updates = items.filter(({ kind, type, action }) => {
    return kind === 'change' && type === 'contact' && action === 'updated';
  });
  expect(updates).toHaveLength(records);
  // A request for the list can end before it has read all these changes. The next one goes on.
  const ask = () => call('GET', `${base}/contacts`, { query: { limit: '1' } });
  const list = await awaited('the list', ask, ({ status }) => status !== 503);
  expect(list).toMatchObject({ status: 200, body: { total: records } });
  await host.stop();
}, 3_600_000);
