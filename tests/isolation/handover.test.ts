import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newContact, newOrganization, newPerson, unique } from '../organization.ts';

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
