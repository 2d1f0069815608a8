import { createHmac } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { knownSenders } from '#contract/known-senders.ts';
import { limits } from '#contract/limits.ts';
import { receivedPartKey } from '#data/store/webhook-keys.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique } from '../organization.ts';
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
  const { items: changes } = await bodyOf(
    200,
    owner.call('GET', `${path}/contacts/${String(recordId)}/history`),
  );
  const names = changes.flatMap(({ changes: all }: any) =>
    all.flatMap(({ field, to }: any) => (field === 'lastName' ? to : [])),
  );
  expect(names).toEqual(Array.from({ length: 12 }, (_, index) => `Number ${12 - index}`));
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
  expect(held).toMatchObject({
    state: 'held',
    problems: [{ code: text ? 'not_readable' : 'payload_erased' }],
  });
  const at = `${source.at}/messages/${id}`;
  expect(await bodyOf(200, owner.call('POST', `${at}/ignore`))).toMatchObject({ state: 'ignored' });
});

test('a message of a megabyte is kept whole, and a larger one is refused', async () => {
  const source = await newSource(organization, { recordType: 'lead' });
  const sent = {
    firstName: 'A',
    lastName: unique('Large '),
    filling: 'ñ'.repeat((limits.bodyBytes - 200) / 2),
  };
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
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.challenge': '<b>',
      'hub.verify_token': token,
    });
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
