import { beforeEach, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { jobCountKey, jobKey, underWayKey } from '#data/store/run-keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let contactId: string;

beforeEach(async () => {
  organization = await newOrganization(await newPerson(host));
  contactId = (await newContact(organization, organization.owner.call)).id;
});

const begin = (call = organization.owner.call) =>
  call('POST', `${organization.path}/jobs`, {
    body: {
      recordType: 'contact',
      ids: [contactId],
      change: { action: 'update', values: { city: 'Cali' } },
    },
  });

test('one person can run a limited number of jobs, and another once one ends', async () => {
  const { id: orgId, owner } = organization;
  const { id } = await bodyOf(201, begin());
  await endedJob(owner.call, organization, id);
  const [job] = await table.items(({ sk }) => sk === id, jobKey(orgId, id).pk);
  const waiting = Array.from({ length: limits.jobsAtOnce }, () => uuidv7());
  for (const sk of waiting) await table.put({ ...job, sk, state: 'running' });
  await table.change(underWayKey(orgId, owner.userId), { jobIds: waiting });
  const { status, body } = await begin();
  expect([status, body.errors]).toMatchObject([429, [{ code: 'jobs_at_once', limit: limits.jobsAtOnce }]]);
  const other = await addMember(host, organization, 'admin');
  await bodyOf(201, begin(other.call));
  await table.change(jobKey(orgId, waiting[7]!), { state: 'done' });
  const next = await bodyOf(201, begin());
  const [{ jobIds }] = (await table.items(({ sk }) => sk === owner.userId, `ORG#${orgId}#UNDER-WAY`)) as [
    { jobIds: string[] },
  ];
  expect(jobIds).toEqual([...waiting.filter((one) => one !== waiting[7]), next.id]);
});

test('an organization can start a limited number of jobs a day, including scheduled changes', async () => {
  const { id: orgId, owner, path } = organization;
  const [from, into] = await Promise.all(
    ['from', 'into'].map((name) => bodyOf(201, owner.call('POST', `${path}/tags`, { body: { name } }))),
  );
  await bodyOf(201, begin());
  const [count] = await table.items(() => true, jobCountKey(orgId, '').pk);
  expect(count!.used).toBe(1);
  await table.change({ pk: count!.pk, sk: count!.sk }, { used: limits.jobsPerDay });
  const merge = { body: { intoId: into.id }, ifMatch: 1 };
  for (const answer of [await begin(), await owner.call('POST', `${path}/tags/${from.id}/merge`, merge)]) {
    expect([answer.status, answer.body.errors]).toMatchObject([429, [{ code: 'jobs_a_day' }]]);
  }
});
