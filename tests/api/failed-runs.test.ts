import { expect, inject, test } from 'vitest';
import { duplicateScanKey, exportKey } from '#data/store/run-keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { endedScan } from '../duplicate-scans.ts';
import { endedExport } from '../exports.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { inQueues } from '../queues.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

/** Lets the bucket refuse objects of an organization while something runs. The bucket is in the database of the queues. */
async function withoutBucket(
  name: string,
  { id }: TestOrganization,
  work: () => Promise<void>,
): Promise<void> {
  inQueues(host, (database) => {
    database.exec(`CREATE TRIGGER ${name} BEFORE INSERT ON objects WHEN NEW.key LIKE '%${id}%'
      BEGIN SELECT RAISE(ABORT, 'out of order'); END`);
  });
  try {
    await work();
  } finally {
    inQueues(host, (database) => {
      database.exec(`DROP TRIGGER ${name}`);
    });
  }
}

/** Waits until a run has begun and failed: the ones after it would follow at once without a pause. */
async function runsFailed(read: () => Promise<any>): Promise<void> {
  await awaited('a run', read, ({ runs }) => runs > 0);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  expect(await read()).toMatchObject({ runs: 1 });
}

test('an export is written by a later run if what made the first one fail lasts for seconds', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path, id: orgId } = organization;
  await newContact(organization, owner.call);
  let id = '';
  await withoutBucket('no_exports', organization, async () => {
    const body = { recordType: 'contact', format: 'csv', columns: [{ field: 'fullName' }] };
    ({ id } = await bodyOf(201, owner.call('POST', `${path}/exports`, { body })));
    await runsFailed(async () => (await table.items(({ sk }) => sk === id, exportKey(orgId, id).pk))[0]);
  });
  expect(await endedExport(owner.call, organization, id)).toMatchObject({ state: 'ready', rows: 1 });
});

test('a scan for duplicates ends in a later run if what made the first one fail lasts for seconds', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path, id: orgId } = organization;
  for (const name of ['Acme', 'Acme Inc.'])
    await bodyOf(201, owner.call('POST', `${path}/vendors`, { body: { name, email: 'a@acme.example' } }));
  await host.settled(organization);
  const key = duplicateScanKey(orgId, 'vendor');
  await withoutBucket('no_groups', organization, async () => {
    await bodyOf(201, owner.call('POST', `${path}/duplicates/vendor/scan`));
    await runsFailed(async () => (await table.items(({ sk }) => sk === key.sk, key.pk))[0]);
  });
  expect(await endedScan(owner.call, organization, 'vendor')).toMatchObject({ state: 'ready', groups: 1 });
});
