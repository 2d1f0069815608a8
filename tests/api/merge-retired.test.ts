import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { mergePatienceMs, mergesIn } from '../merges.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let merges: ReturnType<typeof mergesIn>;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  merges = mergesIn(host, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const make = (plural: string, body: object): Promise<any> => bodyOf(201, call('POST', at(plural), { body }));
const read = (plural: string, id: string): Promise<any> =>
  bodyOf(200, call('GET', at(`${plural}/${id}`), { query: { trash: 'true' } }));
const newCustomer = (values: object = {}): Promise<any> =>
  make('customers', { name: unique('Company '), ...values });
const newVendor = (custom?: object): Promise<any> => make('vendors', { name: unique('Vendor '), custom });

async function addField(type: string, field: object): Promise<void> {
  const path = at(`custom-fields/${type}`);
  const { version } = await bodyOf(200, call('GET', path));
  await bodyOf(201, call('POST', path, { body: field, ifMatch: version }));
}

async function retire(type: string, key: string): Promise<void> {
  const path = at(`custom-fields/${type}`);
  const { version } = await bodyOf(200, call('GET', path));
  await bodyOf(200, call('PATCH', `${path}/${key}`, { body: { retired: true }, ifMatch: version }));
}

const addReference = (type: string, key: string): Promise<void> =>
  addField(type, { key, label: key.toUpperCase(), kind: 'relation', to: 'customer' });

test('a merge works through the records alone that refer to merged ones, also by a field that is retired', async () => {
  await addReference('vendor', 'agent');
  const [winner, loser] = [await newCustomer(), await newCustomer()];
  const referring = await newVendor({ agent: loser.id });
  for (const custom of [{ agent: winner.id }, undefined]) await newVendor(custom);
  await retire('vendor', 'agent');
  await host.settled(organization);
  const { jobId } = await merges.merged(winner, [loser], { plural: 'customers' });
  expect(await read('vendors', referring.id)).toMatchObject({ custom: { agent: winner.id } });
  expect(await bodyOf(200, call('GET', at(`jobs/${jobId}`)))).toMatchObject({ total: 1, done: 1 });
});

test('a merge is completed although a field that refers to merged records is retired in the meantime', async () => {
  await addReference('lead', 'broker');
  const [winner, loser] = [await newCustomer(), await newCustomer()];
  const referring = await make('leads', { firstName: unique('Lead '), custom: { broker: loser.id } });
  const { jobId } = await bodyOf(200, merges.merge(winner, [loser], { plural: 'customers' }));
  await retire('lead', 'broker');
  const job = await endedJob(call, organization, jobId, mergePatienceMs);
  expect(job).toMatchObject({ state: 'done', done: 1, failed: 0 });
  expect(await read('leads', referring.id)).toMatchObject({ custom: { broker: winner.id } });
});
