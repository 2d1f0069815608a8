import { createHmac } from 'node:crypto';
import { inject, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { knownSenders } from '#contract/known-senders.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique } from '../organization.ts';
import { newSource, sendJson, sendSigned } from '../sender.ts';

const host = connectHost(inject('host'));
const organization = await newOrganization(await newPerson(host));
const { owner, path } = organization;

const mapping = [
  { field: 'firstName', from: '/person/first_name' },
  { field: 'lastName', from: '/person/last_name' },
  { field: 'email', from: '/person/email' },
  { field: 'phones', from: '/person/phone' },
  { field: 'message', from: '/text' },
];
const personNamed = (lastName: string) => ({
  person: { first_name: 'Ada', last_name: lastName, email: `${unique('ada').toLowerCase()}@example.com` },
  text: 'Please call me',
});

test('a signed message becomes a record that tells where it comes from', async () => {
  const source = await newSource(organization, { recordType: 'lead', mapping });
  const name = unique('Lovelace ');
  const sent = personNamed(name);
  const { id } = await bodyOf(202, sendSigned(source, sent));
  const message = await source.ended(id);
  expect(message).toMatchObject({ state: 'done', action: 'created', recordType: 'lead' });
  expect(JSON.parse(message.payload)).toEqual(sent);
  const lead = await bodyOf(200, owner.call('GET', `${path}/leads/${message.recordId}`));
  expect(lead).toMatchObject({
    firstName: 'Ada',
    lastName: name,
    email: sent.person.email,
    message: 'Please call me',
  });
  const { items } = await bodyOf(200, owner.call('GET', `${path}/leads/${lead.id}/history`));
  expect(items).toMatchObject([{ via: 'webhook', actorId: source.id }]);
});
