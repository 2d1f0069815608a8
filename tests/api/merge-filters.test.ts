import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { endedJob } from '../jobs.ts';
import { mergePatienceMs, mergesIn } from '../merges.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

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
const newCustomer = (values: object = {}): Promise<any> =>
  make('customers', { name: unique('Company '), ...values });

test('a filter by a merged record finds what refers to the one that remains, after many merges and in jobs, too', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => newCustomer()));
  const { id } = await make('contacts', { firstName: unique('Person '), customerId: all[0].id });
  await make('contacts', { firstName: unique('Person '), customerId: (await newCustomer()).id });
  let last = all[0];
  for (const next of all.slice(1))
    ({ record: last } = await merges.merged(next, [last], { plural: 'customers' }));
  await host.settled(organization);
  const filter = { field: 'customerId', op: 'anyOf', value: [all[0].id] };
  const question = { filter, limit: 10 };
  const asked = await bodyOf(200, call('POST', at('contacts/query'), { body: question }));
  expect(asked.items.map((item: any) => item.id)).toEqual([id]);
  const query = { customerId: all[1].id };
  const listed = await bodyOf(200, call('GET', at('contacts'), { query }));
  expect(listed.items.map((item: any) => item.id)).toEqual([id]);
  const body = {
    recordType: 'contact',
    query: { filter },
    change: { action: 'update', values: { city: 'Lima' } },
  };
  const job = await bodyOf(201, call('POST', at('jobs'), { body }));
  expect(await endedJob(call, organization, job.id, mergePatienceMs)).toMatchObject({ total: 1, done: 1 });
});

test('a filter by a merged record tells nothing of a remaining one that the caller cannot see', async () => {
  const employee = await addMember(host, organization, 'employee');
  const own = { ownerId: employee.userId };
  const [winner, loser] = [await newCustomer(), await newCustomer(own)];
  await make('contacts', { firstName: unique('Person '), customerId: winner.id, ...own });
  await merges.merged(winner, [loser], { plural: 'customers' });
  await host.settled(organization);
  const filter = { field: 'customerId', op: 'anyOf', value: [loser.id] };
  const ask = (by: Call) => bodyOf(200, by('POST', at('contacts/query'), { body: { filter, limit: 10 } }));
  expect((await ask(call)).items).toHaveLength(1);
  expect((await ask(employee.call)).items).toEqual([]);
});
