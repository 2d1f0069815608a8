import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { importedLines } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  changeMember,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const created = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(plural), { body }));
const got = (rest: string): Promise<any> => bodyOf(200, call('GET', at(rest)));

const undone = async (jobId: string): Promise<any> => {
  const { id } = await bodyOf(201, call('POST', at(`jobs/${jobId}/undo`)));
  return endedJob(call, organization, id);
};

test('an import of entries that is made again restores the records that it created before their entries', async () => {
  const name = unique('New ');
  const lines = ['One', 'Two'].map((body) => ({ customerId: name, body }));
  const { job } = await importedLines(call, organization, 'note', lines, { createMissing: true });
  const undo = await undone(job.id);
  expect(undo).toMatchObject({ recordTypes: ['note', 'customer'], done: 3, failed: 0 });
  const redo = await undone(undo.id);
  expect(redo).toMatchObject({ isRedo: true, recordTypes: ['note', 'customer'], done: 3, failed: 0 });
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', at('customers'), { query: { q: name } }));
  expect((await got(`notes/customer/${items[0].id}`)).items).toHaveLength(2);
  expect(await undone(redo.id)).toMatchObject({ done: 3, failed: 0 });
});

test('after the undo of an import its values are free, so that the corrected file can be imported', async () => {
  const mark = unique('again');
  const [email, externalId] = [`${mark}@people.example`, `${mark}-1`];
  const lines = [{ firstName: 'Ana', lastName: 'Wrong', email, externalId }];
  const { job } = await importedLines(call, organization, 'contact', lines);
  expect(job).toMatchObject({ created: 1, failed: 0 });
  const undo = await undone(job.id);
  expect(undo).toMatchObject({ done: 1, failed: 0 });
  const corrected = lines.map((line) => ({ ...line, lastName: 'Right' }));
  const again = await importedLines(call, organization, 'contact', corrected);
  expect(again.job).toMatchObject({ created: 1, failed: 0 });
  // The first record can't come back beside the second one.
  const redo = await undone(undo.id);
  expect(redo).toMatchObject({ done: 0, failed: 1 });
  const results = await got(`jobs/${redo.id}/results`);
  expect(results.items[0]).toMatchObject({ code: 'taken' });
  const { items } = await bodyOf(200, call('GET', at('contacts'), { query: { q: email } }));
  expect(items).toMatchObject([{ lastName: 'Right' }]);
});

test('tasks that are imported again go to the caller instead of a former member, and to the record that a merge left', async () => {
  const former = await addMember(host, organization, 'employee');
  const [into, from] = [
    await created('contacts', { firstName: 'Into' }),
    await created('contacts', { firstName: 'From' }),
  ];
  const { job } = await importedLines(call, organization, 'task', [
    { contactId: from.id, title: 'Call', dueAt: '2199-01-01', assigneeId: former.userId },
  ]);
  expect(job).toMatchObject({ created: 1, failed: 0 });
  const undo = await undone(job.id);
  await changeMember(organization, former.userId, { active: false });
  await bodyOf(
    200,
    call('POST', at(`contacts/${into.id}/merge`), {
      body: { records: [{ id: from.id, version: 1 }] },
      ifMatch: 1,
    }),
  );
  expect(await undone(undo.id)).toMatchObject({ state: 'done', done: 1, failed: 0 });
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', at('tasks'), { query: { view: 'open' } }));
  expect(items).toMatchObject([
    { title: 'Call', assigneeId: organization.owner.userId, recordType: 'contact', recordId: into.id },
  ]);
});
