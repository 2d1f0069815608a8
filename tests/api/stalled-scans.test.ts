import { expect, inject, test } from 'vitest';
import { duplicateScanKey } from '#data/store/run-keys.ts';
import { bodyOf } from '../caller.ts';
import { endedScan } from '../duplicate-scans.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';
import { inQueues } from '../queues.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

test('a scan for duplicates whose message was lost runs after the next check', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path, id: orgId } = organization;
  inQueues(host, (database) => {
    database.exec(`CREATE TRIGGER lost_scan AFTER INSERT ON messages
      WHEN NEW.body LIKE '%${orgId}%' AND NEW.body LIKE '%"scan"%'
      BEGIN DELETE FROM messages WHERE id = NEW.id; END`);
  });
  await bodyOf(201, owner.call('POST', `${path}/duplicates/contact/scan`));
  await host.settled(organization);
  inQueues(host, (database) => {
    database.exec('DROP TRIGGER lost_scan');
  });
  const key = duplicateScanKey(orgId, 'contact');
  const [waiting] = await table.items(({ sk }) => sk === key.sk, key.pk);
  expect(JSON.parse(waiting!.data)).toMatchObject({ state: 'queued', runs: 0 });
  await table.change(key, { g6sk: `2026-01-01T00:00:00.000Z#contact` });
  await host.invoke('due-items');
  expect(await endedScan(owner.call, organization, 'contact')).toMatchObject({ state: 'ready', groups: 0 });
  const [ended] = await table.items(({ sk }) => sk === key.sk, key.pk);
  expect(ended).not.toHaveProperty('g6pk');
});
