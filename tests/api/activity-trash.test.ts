import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let other: Person;
const call: Call = (...request) => organization.owner.call(...request);
const at = (rest: string): string => `${organization.path}/${rest}`;
const make = (rest: string, body: object): Promise<any> => bodyOf(201, call('POST', at(rest), { body }));
const read = (rest: string, by: Call = call): Promise<any> => bodyOf(200, by('GET', at(rest)));

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  other = await addMember(host, organization, 'manager');
});

const newCustomer = () => make('customers', { name: unique('Customer ') });
const about = (...records: { id: string }[]) => records.map(({ id }) => ({ type: 'customer', id }));
const planned = (values: object): Promise<any> =>
  make('activities', { title: unique('Call '), kindId: 'call', dueAt: '2026-12-10T09:00:00Z', ...values });
const change = async (record: { id: string }, verb: 'DELETE' | 'POST') => {
  const { version } = await read(`customers/${record.id}?trash=true`);
  const path = at(`customers/${record.id}${verb === 'POST' ? '/restore' : ''}`);
  await bodyOf(200, call(verb, path, { ifMatch: version }));
  await host.settled(organization);
};

/** The states of activities, in their order: in lists, or in the trash. */
async function statesOf(activities: readonly { id: string }[]): Promise<string[]> {
  const body = { limit: 100, current: true, columns: ['title'] };
  const live = await bodyOf(200, call('POST', at('activities/query'), { body }));
  const trashed = await bodyOf(
    200,
    call('POST', at('activities/query'), { body: { ...body, deleted: true } }),
  );
  const has = ({ items }: any, id: string) => items.some((item: any) => item.id === id);
  return activities.map(({ id }) => (has(live, id) ? 'live' : has(trashed, id) ? 'trashed' : 'nowhere'));
}

test('activities about a record alone go to the trash with it, and come back with it; others stay as they are', async () => {
  const [customer, second] = [await newCustomer(), await newCustomer()];
  const activities = [
    await planned({ about: about(customer) }),
    await planned({ about: about(customer), ownerId: other.userId }),
    await planned({ about: about(customer), done: true }),
    await planned({ about: about(customer, second) }),
    await planned({ about: about(second) }),
    await planned({}),
  ];
  const before = await planned({ about: about(customer) });
  await bodyOf(200, call('DELETE', at(`activities/${before.id}`), { ifMatch: before.version }));
  await host.settled(organization);
  await change(customer, 'DELETE');
  const gone = ['trashed', 'trashed', 'trashed', 'live', 'live', 'live', 'trashed'];
  expect(await statesOf([...activities, before])).toEqual(gone);
  expect((await read('tasks', other.call)).items).toEqual([]);
  await change(customer, 'POST');
  const back = ['live', 'live', 'live', 'live', 'live', 'live', 'trashed'];
  expect(await statesOf([...activities, before])).toEqual(back);
  const [, theirs] = activities;
  expect((await read('tasks', other.call)).items.map(({ id }: any) => id)).toEqual([theirs.id]);
  const { items } = await read(`activities/${theirs.id}/history`);
  expect(items.map(({ action, via }: any) => `${action} ${via}`)).toEqual([
    'restored automation',
    'deleted automation',
    'created web',
  ]);
  expect(items[0].actorId).toBe(organization.owner.userId);
});

test('a record that is deleted and restored again and again ends with its activities beside it', async () => {
  const customer = await newCustomer();
  const activities = await Promise.all(Array.from({ length: 30 }, () => planned({ about: about(customer) })));
  await host.settled(organization);
  const version = Number(customer.version);
  const path = at(`customers/${customer.id}`);
  for (let step = 0; step < 3; step += 1) {
    await bodyOf(200, call('DELETE', path, { ifMatch: version + 2 * step }));
    await bodyOf(200, call('POST', `${path}/restore`, { ifMatch: version + 2 * step + 1 }));
  }
  await host.settled(organization);
  expect(new Set(await statesOf(activities))).toEqual(new Set(['live']));
  await change(customer, 'DELETE');
  expect(new Set(await statesOf(activities))).toEqual(new Set(['trashed']));
});

test('activities follow records that a job deletes, and its undo', async () => {
  const customers = await Promise.all(Array.from({ length: 12 }, newCustomer));
  const activities = await Promise.all(customers.map((customer) => planned({ about: about(customer) })));
  await host.settled(organization);
  const ids = customers.map(({ id }) => id);
  const body = { recordType: 'customer', ids, change: { action: 'delete' } };
  const job = await make('jobs', body);
  expect(await endedJob(call, organization, job.id)).toMatchObject({ state: 'done', failed: 0 });
  await host.settled(organization);
  expect(new Set(await statesOf(activities))).toEqual(new Set(['trashed']));
  const undo = await bodyOf(201, call('POST', at(`jobs/${job.id}/undo`)));
  expect(await endedJob(call, organization, undo.id)).toMatchObject({ state: 'done', failed: 0 });
  await host.settled(organization);
  expect(new Set(await statesOf(activities))).toEqual(new Set(['live']));
});

test('what is stored about a person whose record is in the trash has the activities that followed it', async () => {
  const { id, version } = await make('contacts', { firstName: unique('Ana ') });
  const { id: activityId } = await planned({ about: [{ type: 'contact', id }] });
  await host.settled(organization);
  await bodyOf(200, call('DELETE', at(`contacts/${id}`), { ifMatch: version }));
  await host.settled(organization);
  const held = await read(`personal-data/records/contact/${id}`);
  expect(held.records[0].tasks).toMatchObject([{ id: activityId }]);
});
