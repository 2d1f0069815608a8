import { expect, inject, test } from 'vitest';
import { knownSenders } from '#contract/known-senders.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { newInvoice } from '../documents.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, newContact, newOrganization, newPerson, unique } from '../organization.ts';
import { erased } from '../personal-data.ts';
import { readyToBill } from '../billing.ts';
import { newWebhook, startReceiver } from '../receiver.ts';
import { newSource, sendSigned, type TestSource } from '../sender.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const organization = await newOrganization(await newPerson(host));
const { owner, path } = organization;

const mapping = [
  { field: 'firstName', from: '/person/first_name' },
  { field: 'lastName', from: '/person/last_name' },
  { field: 'email', from: '/person/email' },
  { field: 'phones', from: '/person/phone' },
  { field: 'message', from: '/text' },
];
const personNamed = (last_name: string) => ({
  person: { first_name: 'Ada', last_name, email: `${unique('ada').toLowerCase()}@example.com` },
  text: 'Please call me',
});
const recordOf = ({ recordType, recordId }: Record<string, any>) =>
  bodyOf(200, owner.call('GET', `${path}/${recordType}s/${recordId}`));

/** Sends a message that is signed, and waits until it was read. */
async function sendAndWait(source: TestSource, message: unknown, id?: string) {
  const { body } = await sendSigned(source, message, id);
  return source.ended(body.id);
}

test('a signed message becomes a record that tells where it comes from', async () => {
  const source = await newSource(organization, { recordType: 'lead', mapping });
  const sent = personNamed(unique('Lovelace '));
  const message = await sendAndWait(source, sent);
  expect(message).toMatchObject({ state: 'done', action: 'created', recordType: 'lead' });
  expect(JSON.parse(message.payload)).toEqual(sent);
  const lead = await recordOf(message);
  const { last_name: lastName, email } = sent.person;
  expect(lead).toMatchObject({ firstName: 'Ada', lastName, email, message: 'Please call me' });
  const { items } = await bodyOf(200, owner.call('GET', `${path}/leads/${lead.id}/history`));
  expect(items).toMatchObject([{ via: 'webhook', actorId: source.id }]);
});

test('without a mapping, fields are expected under their own names', async () => {
  const source = await newSource(organization, { recordType: 'contact' });
  const sent = {
    firstName: 'Grace',
    lastName: unique('Hopper '),
    phones: ['+34 600 111 222'],
    jobTitle: 'COO',
  };
  const contact = await recordOf(await sendAndWait(source, sent));
  expect(contact).toMatchObject({
    ...sent,
    phones: [expect.objectContaining({ number: '+34600111222' })],
  });
});

test.each([
  ['updateEmpty', { city: 'Cali', jobTitle: 'CEO' }],
  ['update', { city: 'Lima', jobTitle: 'CEO' }],
  ['skip', { city: 'Cali' }],
] as const)('a known record is found by its e-mail address: %s', async (onMatch, expected) => {
  const email = `${unique('known').toLowerCase()}@example.com`;
  const known = await newContact(organization, owner.call, { email, city: 'Cali' });
  const source = await newSource(organization, { recordType: 'contact', matchBy: ['email'], onMatch });
  const message = await sendAndWait(source, {
    email,
    lastName: known.lastName,
    city: 'Lima',
    jobTitle: 'CEO',
  });
  expect(message.recordId).toBe(known.id);
  const { city, jobTitle } = await recordOf({ recordType: 'contact', recordId: known.id });
  expect({ city, ...(jobTitle ? { jobTitle } : {}) }).toEqual(expected);
  expect(message.state).toBe(onMatch === 'skip' ? 'ignored' : 'done');
});

test('a message that can’t become a record is held, says why, and becomes one once its mapping is right', async () => {
  const wrong = mapping.map((one) => (one.field === 'lastName' ? { ...one, from: '/person/nowhere' } : one));
  const source = await newSource(organization, { recordType: 'lead', mapping: wrong });
  const sent = { ...personNamed(unique('Held ')), person: { ...personNamed('x').person, phone: 'no phone' } };
  const held = await sendAndWait(source, sent);
  expect(held).toMatchObject({ state: 'held' });
  expect(held.problems).toEqual(
    expect.arrayContaining([{ field: 'phones', place: '/person/phone', code: 'invalid_phone' }]),
  );
  expect(await bodyOf(200, owner.call('GET', source.at))).toMatchObject({ heldCount: 1 });
  const right = mapping.filter(({ field }) => field !== 'phones');
  const shown = await bodyOf(
    200,
    owner.call('POST', `${source.at}/preview`, { body: { payload: held.payload, mapping: right } }),
  );
  expect(shown).toMatchObject({ action: 'create', values: { firstName: 'Ada' }, problems: [] });
  expect(shown.places).toContainEqual({ at: '/person/phone', text: 'no phone' });
  await bodyOf(200, owner.call('PATCH', source.at, { body: { mapping: right }, ifMatch: source.version }));
  expect(await bodyOf(200, owner.call('POST', `${source.at}/repeat`, { body: {} }))).toEqual({ count: 1 });
  const done = await source.ended(held.id);
  expect(done).toMatchObject({ state: 'done', action: 'created' });
  expect(done.problems).toBeUndefined();
  expect(await bodyOf(200, owner.call('GET', source.at))).toMatchObject({ heldCount: 0 });
  const aside = await owner.call('POST', `${source.at}/messages/${held.id}/ignore`);
  expect(aside.status).toBe(409);
});

test('only messages with a text at a place become records', async () => {
  const source = await newSource(organization, {
    ...{ recordType: 'lead', only: { at: '/event', is: ['form.sent', 'form.again'] } },
  });
  const states = [];
  for (const event of ['form.sent', 'form.seen', undefined])
    states.push((await sendAndWait(source, { event, firstName: 'A', lastName: unique('Only ') })).state);
  expect(states).toEqual(['done', 'ignored', 'ignored']);
});

test('an activity that comes in is done and about whoever has the e-mail address or the phone number', async () => {
  const email = `${unique('about').toLowerCase()}@example.com`;
  const phones = [{ label: 'work', number: '+573001112233' }];
  const contact = await newContact(organization, owner.call, { email, phones });
  const source = await newSource(organization, {
    recordType: 'activity',
    mapping: [
      { field: 'kindId', value: 'call' },
      { field: 'title', from: '/subject' },
      { field: 'about', from: '/with' },
    ],
  });
  for (const person of [email.toUpperCase(), '+57 300 111 2233', contact.id]) {
    const message = await sendAndWait(source, { subject: unique('Call '), with: person });
    expect(message).toMatchObject({ state: 'done' });
    const activity = await bodyOf(200, owner.call('GET', `${path}/activities/${message.recordId}`));
    expect(activity).toMatchObject({
      ...{ kindId: 'call', done: true, ownerId: owner.userId },
      about: [{ type: 'contact', id: contact.id }],
    });
  }
  const unknown = await sendAndWait(source, { subject: 'Who?', with: 'nobody@example.com' });
  expect(unknown).toMatchObject({
    state: 'held',
    problems: [{ field: 'about', place: '/with', code: 'unknown_reference' }],
  });
});

test('a payment that comes in settles the invoice that it names, and only owners let it', async () => {
  await readyToBill(owner.call, organization);
  const invoice = await newInvoice(organization);
  const values = {
    recordType: 'payment',
    mapping: [
      { field: 'amount', from: '/paid', currencyFrom: '/currency', isMinor: true },
      { field: 'invoice', from: '/note' },
    ],
  };
  const admin = await addMember(host, organization, 'admin');
  const refused = await admin.call('POST', `${path}/webhook-sources`, {
    body: { name: 'Bank', verification: knownSenders.standard, ...values },
  });
  expect([refused.status, refused.body.errors]).toMatchObject([403, [{ pointer: '/recordType' }]]);
  const source = await newSource(organization, values);
  const { due } = invoice;
  const note = `Payment of ${invoice.number}`;
  const message = await sendAndWait(source, { paid: due.amountMinor, currency: 'eur', note }, 'tx-1');
  await sendSigned(source, { paid: due.amountMinor, currency: 'eur', note }, 'tx-1');
  expect(message).toMatchObject({ state: 'done', recordType: 'payment' });
  await host.settled(organization);
  const paid = await bodyOf(200, owner.call('GET', `${path}/invoices/${invoice.id}`));
  expect(paid).toMatchObject({ statusId: 'paid', due: { amountMinor: 0 } });
  const other = await sendAndWait(source, { paid: 100, currency: 'usd', note: 'nothing' });
  expect(other).toMatchObject({ state: 'held', problems: [{ field: 'invoice', code: 'unknown_reference' }] });
});

test('an API key creates sources of what it can write, and manages only its own', async () => {
  const permissions = ['webhook:manage', 'lead:read', 'lead:create'] as const;
  const { call } = await newApiKey(host, organization, owner, permissions);
  const own = await newSource(organization, { recordType: 'lead' }, call);
  const others = await newSource(organization, { recordType: 'lead' });
  expect((await call('GET', others.at)).status).toBe(404);
  const { items } = await bodyOf(200, call('GET', `${path}/webhook-sources`));
  expect(items.map(({ id }: any) => id)).toEqual([own.id]);
  const body = { name: 'More', verification: knownSenders.standard };
  for (const more of [{ recordType: 'contact' }, { recordType: 'lead', onMatch: 'update' }]) {
    const { status } = await call('POST', `${path}/webhook-sources`, { body: { ...body, ...more } });
    expect([more, status]).toEqual([more, 403]);
  }
  expect(await sendAndWait(own, { firstName: 'A', lastName: unique('By key ') })).toMatchObject({
    state: 'done',
  });
});

test('a mapping names fields of the type, and places or values', async () => {
  const body = {
    ...{ name: 'Wrong', recordType: 'lead', verification: knownSenders.standard, matchBy: ['lastName'] },
    mapping: [
      { field: 'nothing', from: '/a' },
      { field: 'email' },
      { field: 'lastName', from: '/a', value: 'b' },
      { field: 'firstName', from: 'a' },
    ],
  };
  const first = await owner.call('POST', `${path}/webhook-sources`, { body });
  expect([first.status, first.body.errors]).toMatchObject([422, [{ pointer: '/mapping/3/from' }]]);
  const second = await owner.call('POST', `${path}/webhook-sources`, {
    body: { ...body, mapping: body.mapping.slice(0, 3) },
  });
  expect(second.body.errors).toMatchObject([
    { pointer: '/mapping/0/field', code: 'unknown_field' },
    { pointer: '/mapping/1/from', code: 'required' },
    { pointer: '/mapping/2/from', code: 'not_allowed' },
    { pointer: '/matchBy/0', code: 'not_a_choice' },
  ]);
});

test('what a person’s messages say goes with the person, and receivers are told', async () => {
  const apart = await newOrganization(await newPerson(host));
  const receiver = await startReceiver();
  const source = await newSource(apart, { recordType: 'contact' });
  const sent = { firstName: 'Rosa', lastName: unique('Gone '), email: `${unique('rosa')}@example.com` };
  const message = await sendAndWait(source, sent);
  await sendSigned(source, { firstName: 'A', lastName: 'Other', jobTitle: `Friend of ${sent.email}` });
  await host.settled(apart);
  const name = `Rosa ${sent.lastName}`;
  await newWebhook(apart, { url: receiver.url, events: ['contact.erased'] });
  await erased(apart.owner.call, apart, 'contact', message.recordId, name);
  const messages = () => table.items(({ kind }) => kind === 'received', `SOURCE#${source.id}`);
  const left = await awaited('the erasure', messages, (all) => all.every(({ payload }) => payload === ''));
  expect(left).toHaveLength(2);
  const { items } = await bodyOf(200, apart.owner.call('GET', `${source.at}/messages`));
  expect(items).toHaveLength(2);
  const [told] = await receiver.gets(1);
  expect(told?.message).toMatchObject({
    ...{ type: 'contact.erased', organizationId: apart.id },
    data: { recordType: 'contact', id: message.recordId },
  });
});
