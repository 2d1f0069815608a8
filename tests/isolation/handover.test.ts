import { expect, inject, test } from 'vitest';
import { handoverKey, recordKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newContact, newOrganization, newPerson, unique } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));

test('the previous owner of a record no longer sees it or its notes in recent activity', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const employee = await addMember(host, organization, 'employee');
  const colleague = await addMember(host, organization, 'employee');
  const recent = async (): Promise<string[]> => {
    const data = await bodyOf(200, employee.call('GET', `${path}/dashboard`));
    return data.recent.map(({ recordId }: { recordId: string }) => recordId);
  };
  const kept = await newContact(organization, owner.call, { ownerId: employee.userId });
  const created: string[] = [];
  for (const ownerId of [colleague.userId, null]) {
    const body = { firstName: unique('Given '), ownerId: employee.userId };
    const { id } = await newContact(organization, owner.call, body);
    await bodyOf(201, owner.call('POST', `${path}/notes/contact/${id}`, { body: { body: 'A note' } }));
    await host.settled(organization);
    expect(await recent()).toEqual([id, id, kept.id]);
    await bodyOf(200, owner.call('PATCH', `${path}/contacts/${id}`, { body: { ownerId }, ifMatch: 1 }));
    await host.settled(organization);
    expect(await recent()).toEqual([kept.id]);
    created.push(id);
  }
  const theirs = await bodyOf(200, colleague.call('GET', `${path}/dashboard`));
  expect(theirs.recent).toMatchObject([{ recordId: created[0], action: 'updated', fields: ['ownerId'] }]);
});

test('changes of handed-over records take no place in the previous owner’s recent activity', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const employee = await addMember(host, organization, 'employee');
  const ownerId = employee.userId;
  const items = Array.from({ length: 10 }, (_, index) => ({ firstName: `Kept ${index}`, ownerId }));
  await bodyOf(201, owner.call('POST', `${path}/contacts/bulk`, { body: { items } }));
  const { id } = await newContact(organization, owner.call, { ownerId });
  await bodyOf(200, owner.call('PATCH', `${path}/contacts/${id}`, { body: { ownerId: null }, ifMatch: 1 }));
  await host.settled(organization);
  const { recent } = await bodyOf(200, employee.call('GET', `${path}/dashboard`));
  expect(recent).toHaveLength(10);
});

test('recent activity hides changes of a record that the caller can’t see, even if nothing marks the handover', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const employee = await addMember(host, organization, 'employee');
  const { id } = await newContact(organization, owner.call, { ownerId: employee.userId });
  await bodyOf(200, owner.call('PATCH', `${path}/contacts/${id}`, { body: { ownerId: null }, ifMatch: 1 }));
  const mark = handoverKey(recordKey(organization.id, 'contact', id), 2);
  await openTable(host).change(mark, { g2pk: 'elsewhere' });
  await host.settled(organization);
  const { recent } = await bodyOf(200, employee.call('GET', `${path}/dashboard`));
  expect(recent).toEqual([]);
});
