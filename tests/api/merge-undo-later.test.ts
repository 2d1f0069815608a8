import { beforeAll, expect, inject, test } from 'vitest';
import { chunkKey } from '#data/store/run-keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { mergesIn } from '../merges.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
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
const newContact = (values: object = {}): Promise<any> =>
  make('contacts', { firstName: unique('Person '), ...values });
const newCustomer = (): Promise<any> => make('customers', { name: unique('Company ') });

async function addField(key: string): Promise<void> {
  const path = at('custom-fields/contact');
  const { version } = await bodyOf(200, call('GET', path));
  const body = { key, label: key.toUpperCase(), kind: 'text' };
  await bodyOf(201, call('POST', path, { body, ifMatch: version }));
}

async function retireField(key: string): Promise<void> {
  const path = at('custom-fields/contact');
  const { version } = await bodyOf(200, call('GET', path));
  await bodyOf(200, call('PATCH', `${path}/${key}`, { body: { retired: true }, ifMatch: version }));
}

async function retireStatus(id: string, replacedBy: string): Promise<void> {
  const path = at('status-lists/contactStatuses');
  const { items, version } = await bodyOf(200, call('GET', path));
  const body = {
    items: items.filter((one: any) => one.id !== id && !one.retired).map((one: any) => ({ id: one.id })),
    successors: { [id]: replacedBy },
  };
  await bodyOf(200, call('PATCH', path, { body, ifMatch: version }));
}

test('an undo gives back earlier values as they count by now, and leaves those that are no longer valid', async () => {
  for (const key of ['size', 'color']) await addField(key);
  const [earlier, other, later, gone] = await Promise.all([1, 2, 3, 4].map(newCustomer));
  const values = { statusId: 'customer', customerId: other.id, city: 'Lima' };
  const first = await newContact({
    statusId: 'qualified',
    customerId: earlier.id,
    city: 'Cali',
    custom: { size: 'L', color: 'red' },
  });
  const second = await newContact({ customerId: gone.id, city: 'Cali' });
  const custom = { size: 'M', color: 'blue' };
  const one = await merges.merged(first, [await newContact()], { values: { ...values, custom } });
  const two = await merges.merged(second, [await newContact()], { values });
  await merges.merged(later, [earlier], { plural: 'customers' });
  await bodyOf(200, call('DELETE', at(`customers/${gone.id}`), { ifMatch: 1 }));
  await retireField('size');
  await retireStatus('qualified', 'inactive');
  await host.settled(organization);
  for (const { jobId } of [one, two])
    expect(await merges.undone(jobId)).toMatchObject({ state: 'done', failed: 0 });
  expect(await read('contacts', first.id)).toMatchObject({
    statusId: 'inactive',
    customerId: later.id,
    city: 'Cali',
    custom: { size: 'M', color: 'red' },
  });
  expect(await read('contacts', second.id)).toMatchObject({ customerId: other.id, city: 'Cali' });
});

test('an undo puts back references in records that were changed many times since, and counts each once', async () => {
  const [winner, loser] = [await newCustomer(), await newCustomer()];
  const { id } = await newContact({ customerId: loser.id });
  await host.settled(organization);
  const { jobId } = await merges.merged(winner, [loser], { plural: 'customers' });
  let { version } = await read('contacts', id);
  for (let change = 0; change < 12; change += 1)
    ({ version } = await bodyOf(
      200,
      call('PATCH', at(`contacts/${id}`), { body: { city: `City ${change}` }, ifMatch: version }),
    ));
  const undo = await merges.undone(jobId);
  expect(undo).toMatchObject({ state: 'done', done: 1, failed: 0 });
  expect(await read('contacts', id)).toMatchObject({ customerId: loser.id, city: 'City 11' });
});

test('an undo reports no failure for a record that two passes of the merge found', async () => {
  const [winner, loser] = [await newCustomer(), await newCustomer()];
  const { id } = await newContact({ customerId: loser.id });
  await host.settled(organization);
  const { jobId } = await merges.merged(winner, [loser], { plural: 'customers' });
  const { pk } = chunkKey(organization.id, jobId, 0, 0);
  const items = await table.items((item) => item.pk === pk, jobId);
  const chunk = items.find(({ ids }) => ids?.includes(id))!;
  const lane = Number(/#L(\d+)#/.exec(chunk.sk)![1]);
  await table.put({ ...chunk, ...chunkKey(organization.id, jobId, lane, 1), from: 1 });
  await table.change({ pk, sk: `LANE#${lane}` }, { total: 2, done: 2 });
  const undo = await bodyOf(201, call('POST', at(`jobs/${jobId}/undo`)));
  const ended = await endedJob(call, organization, undo.id);
  expect(ended).toMatchObject({ state: 'done', done: 2, failed: 0 });
  expect(await read('contacts', id)).toMatchObject({ customerId: loser.id });
});
