import { expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { changeCountKey, formCountKey, mailCountKey, quotaKey, storageKey } from '#data/store/keys.ts';
import { jobCountKey } from '#data/store/run-keys.ts';
import { bodyOf } from '../caller.ts';
import { newForm } from '../forms.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, newContact, newOrganization, newPerson } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

test('usage names what an organization uses of its own limits and of those that all share', async () => {
  const own = await newOrganization(await newPerson(host));
  const quota = {
    requestsPerMinute: 4_000,
    recordsPerOrganization: 50,
    storageBytesPerOrganization: 1_000,
    writesPerDay: 700,
  };
  await table.put({ ...quotaKey(own.id), kind: 'quota', ...quota });
  await addMember(host, own, 'employee');
  await newApiKey(host, own, own.owner);
  await newForm(own);
  const fieldsPath = `${own.path}/custom-fields/contact`;
  const field = { key: 'region', label: 'Region', kind: 'text' };
  await bodyOf(201, own.owner.call('POST', fieldsPath, { body: field, ifMatch: 0 }));
  for (let made = 0; made < 3; made += 1) await newContact(own, own.owner.call);
  const made = await bodyOf(201, own.owner.call('POST', `${own.path}/vendors`, { body: { name: 'Toner' } }));
  await bodyOf(200, own.owner.call('DELETE', `${own.path}/vendors/${made.id}`, { ifMatch: 1 }));
  await host.settled(own);
  const day = new Date().toISOString().slice(0, 10);
  const used = { jobs: 3, changes: 21, forms: 5 };
  await table.put({ ...jobCountKey(own.id, day), kind: 'job-count', used: used.jobs });
  await table.put({ ...changeCountKey(`org#${own.id}`, day), kind: 'requests', used: used.changes });
  await table.put({ ...formCountKey(own.id, undefined, day), kind: 'form-count', used: used.forms });
  await table.put({ ...mailCountKey(own.id, day), kind: 'mail-count', used: 2 });
  await table.put({ ...storageKey(own.id), kind: 'storage', usedBytes: 400 });

  const usage = await bodyOf(200, own.owner.call('GET', `${own.path}/usage`));
  expect(usage).toMatchObject({
    records: { used: 3, limit: quota.recordsPerOrganization },
    storage: { usedBytes: 400, limitBytes: quota.storageBytesPerOrganization },
    requestsPerMinute: { organization: quota.requestsPerMinute },
    changesToday: { used: used.changes, limit: quota.writesPerDay },
    jobsToday: { used: used.jobs, limit: limits.jobsPerDay },
    mailsToday: { used: 2, limit: limits.mailsPerDay },
    formLeadsToday: { used: used.forms, limit: limits.organizationFormLeadsPerDay },
    members: { used: 2, limit: limits.membersPerOrganization },
    apiKeys: { used: 1, limit: limits.apiKeysPerOrganization },
    forms: { used: 1, limit: limits.formsPerOrganization },
    sharedViews: { used: 0, limit: limits.sharedViewsPerOrganization },
  });
  const countOf = (recordType: string) =>
    usage.records.byType.find((one: { recordType: string }) => one.recordType === recordType).count;
  expect([countOf('contact'), countOf('vendor')]).toEqual([3, 0]);
  expect(usage.customFields).toContainEqual({
    recordType: 'contact',
    used: 1,
    limit: limits.customFieldsPerType,
  });
});

test('only owners and admins see the usage of their organization', async () => {
  const own = await newOrganization(await newPerson(host));
  const other = await newOrganization(await newPerson(host));
  const get = async (call: typeof own.owner.call) => (await call('GET', `${own.path}/usage`)).status;
  const statuses: Record<string, number> = { owner: await get(own.owner.call) };
  for (const role of ['admin', 'manager', 'employee'] as const)
    statuses[role] = await get((await addMember(host, own, role)).call);
  statuses.stranger = await get(other.owner.call);
  expect(statuses).toEqual({ owner: 200, admin: 200, manager: 403, employee: 403, stranger: 404 });
});
