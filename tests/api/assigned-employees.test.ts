import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson } from '../organization.ts';
import { newDeal, newLead } from '../selling.ts';

const host = connectHost(inject('host'));

test('a relation to employees assigns people without an account, can be filtered and gives no rights', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const member = await addMember(host, organization, 'employee');
  const hire = (body: object) => bodyOf(201, owner.call('POST', `${path}/employees`, { body }));
  const contractor = await hire({ firstName: 'Inés' });
  const colleague = await hire({ firstName: 'Leo', userId: member.userId });
  for (const type of ['customer', 'lead', 'deal']) {
    const field = { key: 'account-manager', label: 'Account manager', kind: 'relation', to: 'employee' };
    await bodyOf(201, owner.call('POST', `${path}/custom-fields/${type}`, { body: field, ifMatch: 0 }));
  }
  const of = ({ id }: { id: string }) => ({ custom: { 'account-manager': id } });
  const customer = (values: object) =>
    bodyOf(201, owner.call('POST', `${path}/customers`, { body: { name: 'Muelle', ...values } }));
  const found = async (call: typeof owner.call, plural: string, query = {}): Promise<string[]> => {
    const { items } = await bodyOf(200, call('GET', `${path}/${plural}`, { query }));
    return items.map(({ id }: { id: string }) => id);
  };
  for (const [plural, make] of [
    ['customers', customer],
    ['leads', (values: object) => newLead(organization, values)],
    ['deals', (values: object) => newDeal(organization, values)],
  ] as const) {
    const theirs = await make(of(contractor));
    const other = await make(of(colleague));
    await host.settled(organization);
    expect(await found(owner.call, plural, { 'custom.account-manager': contractor.id })).toEqual([theirs.id]);
    expect(await found(member.call, plural)).toEqual([]);
    expect((await member.call('GET', `${path}/${plural}/${other.id}`)).status).toBe(404);
  }
});
