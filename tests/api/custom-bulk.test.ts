import { expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { newOrganization, newPerson, unique } from '../organization.ts';

const host = connectHost(inject('host'));

test('a bulk edit changes one custom value and keeps the others, and reports records without required values', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { call } = organization.owner;
  const fields = `${organization.path}/custom-fields/contact`;
  const versionOf = async () => (await bodyOf(200, call('GET', fields))).version;
  const add = async (body: object) => call('POST', fields, { body, ifMatch: await versionOf() });
  const edit = async (key: string, body: object) =>
    call('PATCH', `${fields}/${key}`, { body, ifMatch: await versionOf() });
  const newContact = (values: object = {}) =>
    call('POST', `${organization.path}/contacts`, { body: { firstName: unique('Ana '), ...values } });
  await bodyOf(201, add({ key: 'mark', label: 'Mark', kind: 'text' }));
  await bodyOf(201, add({ key: 'level', label: 'Level', kind: 'choice', options: [{ label: 'Gold' }] }));
  await bodyOf(201, add({ key: 'broker', label: 'Broker', kind: 'relation', to: 'contact' }));
  const records = [await bodyOf(201, newContact({ custom: { mark: 'x' } })), await bodyOf(201, newContact())];
  const bulk = (custom: Record<string, unknown>) =>
    call('POST', `${organization.path}/jobs`, {
      body: {
        recordType: 'contact',
        ids: records.map(({ id }) => id),
        change: { action: 'update', values: { custom } },
      },
    });
  const refusals: [Record<string, unknown>, string, string][] = [
    [{ never: 'x' }, '/change/values/custom/never', 'unknown_field'],
    [{ level: 'lead' }, '/change/values/custom/level', 'not_a_choice'],
    [{ broker: uuidv7() }, '/change/values/custom/broker', 'unknown_reference'],
  ];
  for (const [custom, pointer, code] of refusals)
    expect((await bodyOf(422, bulk(custom))).errors).toMatchObject([{ pointer, code }]);
  const customOf = async () =>
    Promise.all(
      records.map(
        async ({ id }) => (await bodyOf(200, call('GET', `${organization.path}/contacts/${id}`))).custom,
      ),
    );
  const first = await bodyOf(201, bulk({ level: 'gold' }));
  expect(await endedJob(call, organization, first.id)).toMatchObject({ done: 2, failed: 0 });
  expect(await customOf()).toEqual([{ mark: 'x', level: 'gold' }, { level: 'gold' }]);
  await bodyOf(200, edit('mark', { required: true }));
  expect((await bodyOf(422, bulk({ mark: null }))).errors).toMatchObject([{ code: 'required' }]);
  const second = await bodyOf(201, bulk({ level: null }));
  expect(await endedJob(call, organization, second.id)).toMatchObject({ done: 1, failed: 1 });
  const { items } = await bodyOf(200, call('GET', `${organization.path}/jobs/${second.id}/results`));
  expect(items).toMatchObject([{ recordId: records[1].id, code: 'required' }]);
  expect(await customOf()).toEqual([{ mark: 'x' }, { level: 'gold' }]);
});
