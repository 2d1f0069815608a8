import { createHmac } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { knownSenders } from '#contract/known-senders.ts';
import { limits } from '#contract/limits.ts';
import { receivedPartKey } from '#data/store/webhook-keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { newInvoice } from '../documents.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, newContact, newOrganization, newPerson, unique } from '../organization.ts';
import { erased } from '../personal-data.ts';
import { readyToBill } from '../billing.ts';
import { newWebhook, startReceiver } from '../receiver.ts';
import { newSource, sendJson, sendSigned, sendText, signedHeaders, type TestSource } from '../sender.ts';
import { openTable } from '../table.ts';
import { visit } from '../visitor.ts';

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
  const sent = { firstName: 'Grace', lastName: unique('Hopper '), phones: ['+34 600 111 222'], jobTitle: 'COO' };
  const contact = await recordOf(await sendAndWait(source, sent));
  expect(contact).toMatchObject({
    ...sent,
    phones: [expect.objectContaining({ number: '+34600111222' })],
  });
});

const secretGiven = 'a-secret-that-they-gave';
const hmac = (algorithm: string, text: string, encoding: 'hex' | 'base64') =>
  createHmac(algorithm, secretGiven).update(text).digest(encoding);
const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

test.each([
  ['github', json, (body: string) => ({ 'x-hub-signature-256': `sha256=${hmac('sha256', body, 'hex')}` })],
  ['shopify', json, (body: string) => ({ 'x-shopify-hmac-sha256': hmac('sha256', body, 'base64') })],
  [
    'twilio',
    form,
    (body: string, address: string) => {
      const sorted = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1));
      const text = address + sorted.map(([name, value]) => name + value).join('');
      return { 'x-twilio-signature': hmac('sha1', text, 'base64') };
    },
  ],
  ['token', json, () => ({ authorization: `Bearer ${secretGiven}` })],
  ['basic', form, () => ({ authorization: `Basic ${btoa(`webhook:${secretGiven}`)}` })],
] as const)('the proof of %s is taken, and nothing without it', async (sender, contentType, proofOf) => {
  const source = await newSource(organization, {
    recordType: 'lead',
    verification: knownSenders[sender],
    secret: secretGiven,
  });
  expect(source.secret).toBe(secretGiven);
  const values = { lastName: unique('Turing '), firstName: 'Alan', message: 'Años & más' };
  const body = contentType === json ? JSON.stringify(values) : new URLSearchParams(values).toString();
  const proof = proofOf(body, source.address);
  const wrong = Object.fromEntries(Object.entries(proof).map(([name, value]) => [name, `${value}0`]));
  for (const headers of [{}, wrong]) {
    const refused = await sendText(source, body, { 'content-type': contentType, ...headers });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('signature')]);
  }
  const { id } = await bodyOf(202, sendText(source, body, { 'content-type': contentType, ...proof }));
  expect(await recordOf(await source.ended(id))).toMatchObject(values);
  const { items } = await bodyOf(200, owner.call('GET', `${source.at}/messages`));
  expect(items).toHaveLength(1);
});

test('a message that was signed more than five minutes ago, or for later, is refused', async () => {
  const source = await newSource(organization, { recordType: 'lead' });
  const text = JSON.stringify({ lastName: 'Late' });
  for (const seconds of [-310, 310]) {
    const at = new Date(Date.now() + seconds * 1000);
    const { status } = await sendText(source, text, {
      'content-type': json,
      ...signedHeaders(source.secret, text, 'late', at),
    });
    expect(status).toBe(400);
  }
});

test('a message that comes again is worked once, by its ID or by its text', async () => {
  const source = await newSource(organization, { recordType: 'lead', mapping });
  const sent = personNamed(unique('Once '));
  const answers = await Promise.all(['one', 'one', 'one'].map((id) => sendSigned(source, sent, id)));
  const later = await sendSigned(source, { ...sent, text: 'Other words' }, 'one');
  const [id, ...others] = new Set([...answers, later].map(({ body }) => body.id));
  expect([...answers, later].map(({ status }) => status)).toEqual([202, 202, 202, 202]);
  expect(others).toEqual([]);
  await source.ended(id);
  const plain = await newSource(organization, {
    recordType: 'lead',
    verification: knownSenders.token,
    secret: secretGiven,
  });
  const proof = { authorization: secretGiven };
  const same = await Promise.all([1, 2].map(() => sendJson(plain, { lastName: 'Same' }, proof)));
  const other = await sendJson(plain, { lastName: 'Same ' }, proof);
  expect(new Set([...same, other].map(({ body }) => body.id)).size).toBe(2);
  await host.settled(organization);
  const messages = await Promise.all(
    [source, plain].map(({ at }) => bodyOf(200, owner.call('GET', `${at}/messages`))),
  );
  expect(messages.map(({ items }) => items.length)).toEqual([1, 2]);
});

test('messages of a source are read in the order in which they came', async () => {
  const source = await newSource(organization, {
    ...{ recordType: 'contact', matchBy: ['externalId'], onMatch: 'update' },
  });
  const externalId = unique('order ');
  for (let number = 1; number <= 12; number += 1)
    await bodyOf(202, sendSigned(source, { externalId, firstName: 'Step', lastName: `Number ${number}` }));
  await host.settled(organization);
  const { items } = await bodyOf(200, owner.call('GET', `${source.at}/messages`));
  const [recordId, ...others] = new Set(items.map((one: any) => one.recordId));
  expect([items.map((one: any) => one.action), others]).toEqual([
    [...Array.from({ length: 11 }, () => 'updated'), 'created'],
    [],
  ]);
  const { items: changes } = await bodyOf(200, owner.call('GET', `${path}/contacts/${recordId}/history`));
  const names = changes.flatMap(({ changes: all }: any) =>
    all.flatMap(({ field, to }: any) => (field === 'lastName' ? to : [])),
  );
  expect(names).toEqual(Array.from({ length: 12 }, (_, index) => `Number ${12 - index}`));
});

test.each([
  ['updateEmpty', { city: 'Cali', jobTitle: 'CEO' }],
  ['update', { city: 'Lima', jobTitle: 'CEO' }],
  ['skip', { city: 'Cali' }],
] as const)('a known record is found by its e-mail address: %s', async (onMatch, expected) => {
  const email = `${unique('known').toLowerCase()}@example.com`;
  const known = await newContact(organization, owner.call, { email, city: 'Cali' });
  const source = await newSource(organization, { recordType: 'contact', matchBy: ['email'], onMatch });
  const message = await sendAndWait(source, { email, lastName: known.lastName, city: 'Lima', jobTitle: 'CEO' });
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

test.each([
  ['nothing that can be read', '<xml/>', 'text/xml'],
  ['an empty body', '', json],
  ['JSON that is broken', '{"lastName":', json],
])('%s is held, and can be put aside', async (_name, text, contentType) => {
  const source = await newSource(organization, { recordType: 'lead' });
  const headers = { 'content-type': contentType, ...signedHeaders(source.secret, text) };
  const { id } = await bodyOf(202, sendText(source, text, headers));
  const held = await source.ended(id);
  expect(held).toMatchObject({ state: 'held', problems: [{ code: text ? 'not_readable' : 'payload_erased' }] });
  const at = `${source.at}/messages/${id}`;
  expect(await bodyOf(200, owner.call('POST', `${at}/ignore`))).toMatchObject({ state: 'ignored' });
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

test('a message of a megabyte is kept whole, and a larger one is refused', async () => {
  const source = await newSource(organization, { recordType: 'lead' });
  const sent = { firstName: 'A', lastName: unique('Large '), filling: 'ñ'.repeat((limits.bodyBytes - 200) / 2) };
  const message = await sendAndWait(source, sent);
  expect(message).toMatchObject({ state: 'done' });
  expect(JSON.parse(message.payload)).toEqual(sent);
  const parts = await table.items(({ kind }) => kind === 'receivedPart', `SOURCE#${source.id}`);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts[0]?.pk).toBe(receivedPartKey(organization.id, source.id, '', 0).pk);
  const { status } = await sendSigned(source, { lastName: 'x', filling: 'y'.repeat(limits.bodyBytes) });
  expect(status).toBe(413);
});

test('a source that is off, deleted, or of another organization is not found, and what waits stays', async () => {
  const source = await newSource(organization, { recordType: 'lead' });
  const off = await bodyOf(
    200,
    owner.call('PATCH', source.at, { body: { isOn: false }, ifMatch: source.version }),
  );
  expect((await sendSigned(source, { lastName: 'Off' })).status).toBe(404);
  const on = await bodyOf(
    200,
    owner.call('PATCH', source.at, { body: { isOn: true }, ifMatch: off.version }),
  );
  expect((await sendSigned(source, { lastName: 'On' })).status).toBe(202);
  const other = await newOrganization(await newPerson(host));
  const foreign = source.address.replace(organization.id, other.id);
  expect((await sendSigned({ ...source, address: foreign }, { lastName: 'x' })).status).toBe(404);
  await bodyOf(204, owner.call('DELETE', source.at, { ifMatch: on.version }));
  expect((await sendSigned(source, { lastName: 'Gone' })).status).toBe(404);
});

test('the previous secret counts until its time is over', async () => {
  const source = await newSource(organization, { recordType: 'lead' });
  const rotate = (overlapHours: number, ifMatch: number) =>
    bodyOf(200, owner.call('POST', `${source.at}/rotate`, { body: { overlapHours }, ifMatch }));
  const second = await rotate(1, source.version);
  const send = (secret: string) => sendSigned({ ...source, secret }, { lastName: unique('Turn ') });
  expect((await send(source.secret)).status).toBe(202);
  expect((await send(second.secret)).status).toBe(202);
  const third = await rotate(0, second.source.version);
  expect((await send(second.secret)).status).toBe(400);
  expect((await send(third.secret)).status).toBe(202);
});

test('programs that check the address with a question get their answer, and no message is stored', async () => {
  const source = await newSource(organization, {
    ...{ recordType: 'lead', verification: knownSenders.token, secret: secretGiven },
  });
  const { origin, pathname } = new URL(source.address);
  const meta = (token: string) => {
    const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': '<b>', 'hub.verify_token': token });
    return visit(origin, 'GET', `${pathname}?${query}`);
  };
  const answered = await meta(secretGiven);
  expect([answered.status, answered.text]).toEqual([200, '<b>']);
  expect((await meta('wrong')).status).toBe(404);
  const proof = { authorization: secretGiven };
  const slack = await sendJson(source, { type: 'url_verification', challenge: 'abc' }, proof);
  expect([slack.status, slack.body]).toEqual([200, { challenge: 'abc' }]);
  const zoom = await sendJson(
    source,
    { event: 'endpoint.url_validation', payload: { plainToken: 'abc' } },
    proof,
  );
  expect(zoom.body).toEqual({ plainToken: 'abc', encryptedToken: hmac('sha256', 'abc', 'hex') });
  expect(await bodyOf(200, owner.call('GET', `${source.at}/messages`))).toEqual({ items: [] });
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
  expect(await sendAndWait(own, { firstName: 'A', lastName: unique('By key ') })).toMatchObject({ state: 'done' });
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
