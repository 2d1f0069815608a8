import { inject, expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { expireKey } from '../api-keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  changeMember,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  setRole,
  unique,
} from '../organization.ts';
import { newWebhook, startReceiver, verify } from '../receiver.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const organization = await newOrganization(await newPerson(host));
const { owner, path } = organization;

/** A delivery once it is no longer waiting. */
const ended = (at: string, id: string) =>
  awaited(
    'the end of a delivery',
    () => bodyOf(200, owner.call('GET', `${at}/deliveries/${id}`)),
    ({ state }) => state !== 'waiting',
  );

const deliveriesOf = async (at: string, query = {}): Promise<Record<string, any>[]> =>
  (await bodyOf(200, owner.call('GET', `${at}/deliveries`, { query }))).items;

test('what happens to a record reaches the webhooks that listen to it, signed, in order and once', async () => {
  const receiver = await startReceiver();
  const events = ['contact.created', 'contact.updated', 'contact.deleted', 'contact.restored'];
  const { secret, at } = await newWebhook(organization, { url: receiver.url, events });
  const { id } = await newContact(organization, owner.call);
  const one = `${path}/contacts/${id}`;
  await bodyOf(200, owner.call('PATCH', one, { body: { city: 'Cali' }, ifMatch: 1 }));
  await bodyOf(200, owner.call('DELETE', one, { ifMatch: 2 }));
  await bodyOf(200, owner.call('POST', `${one}/restore`));
  await receiver.gets(4);
  await host.settled(organization);
  expect(receiver.received.map(({ message }) => message.type)).toEqual(events);
  expect(receiver.received.map(({ message }) => message.data)).toEqual(
    [1, 2, 3, 4].map((version) => ({ recordType: 'contact', id, version })),
  );
  for (const received of receiver.received) {
    expect(verify(secret, received)).toEqual(received.message);
    expect(() => verify(secret, { ...received, body: `${received.body} ` })).toThrow();
  }
  const deliveries = await deliveriesOf(at);
  expect(deliveries.map((delivery) => delivery.id)).toEqual(receiver.received.map((one) => one.id).reverse());
  expect(deliveries).toMatchObject(
    events.toReversed().map((event) => ({ event, state: 'delivered', attemptCount: 1, recordId: id })),
  );
});

test('a message can have the record as the API answers with it', async () => {
  const receiver = await startReceiver();
  await newWebhook(organization, { url: receiver.url, events: ['contact.updated'], content: 'record' });
  const { id } = await newContact(organization, owner.call);
  const body = { city: unique('City '), tagIds: [] };
  await bodyOf(200, owner.call('PATCH', `${path}/contacts/${id}`, { body, ifMatch: 1 }));
  const [received] = await receiver.gets(1);
  const record = await bodyOf(200, owner.call('GET', `${path}/contacts/${id}`));
  expect(received?.message.data).toEqual({ recordType: 'contact', id, version: 2, record });
});

test('a won deal, an issued invoice and a completed activity are events of their own', async () => {
  const receiver = await startReceiver();
  const events = ['deal.won', 'deal.lost', 'activity.completed'];
  await newWebhook(organization, { url: receiver.url, events });
  const deal = await bodyOf(201, owner.call('POST', `${path}/deals`, { body: { title: 'Roof' } }));
  await bodyOf(200, owner.call('POST', `${path}/deals/${deal.id}/win`, { body: {}, ifMatch: 1 }));
  const body = { title: 'Call', dueAt: '2030-01-02T10:00:00Z' };
  const activity = await bodyOf(201, owner.call('POST', `${path}/activities`, { body }));
  const done = { body: { done: true }, ifMatch: 1 };
  await bodyOf(200, owner.call('PATCH', `${path}/activities/${activity.id}`, done));
  await receiver.gets(2);
  await host.settled(organization);
  expect(receiver.received.map(({ message: { type, data } }) => [type, data.id]).sort()).toEqual([
    ['activity.completed', activity.id],
    ['deal.won', deal.id],
  ]);
});

test('a filter decides by the record as it is, and is refused for events of several types', async () => {
  const receiver = await startReceiver();
  const city = unique('City ');
  const filter = { field: 'city', op: 'is', value: city };
  await newWebhook(organization, { url: receiver.url, events: ['contact.created'], filter });
  await newContact(organization, owner.call);
  const { id } = await newContact(organization, owner.call, { city });
  await receiver.gets(1);
  await host.settled(organization);
  expect(receiver.received.map(({ message }) => message.data.id)).toEqual([id]);
  const refused = (values: object) =>
    bodyOf(
      422,
      owner.call('POST', `${path}/webhooks`, {
        body: { name: 'x', url: receiver.url, events: ['contact.created'], ...values },
      }),
    );
  expect((await refused({ filter, events: ['contact.created', 'deal.won'] })).errors).toMatchObject([
    { pointer: '/filter', code: 'not_allowed' },
  ]);
  expect((await refused({ filter: { ...filter, field: 'town' } })).errors).toMatchObject([
    { pointer: '/filter/field', code: 'unknown_field' },
  ]);
});

test('an organization without a webhook for a type of records stores and queues nothing for them', async () => {
  const other = await newOrganization(owner);
  const receiver = await startReceiver();
  await newWebhook(other, { url: receiver.url, events: ['deal.won'] });
  await newContact(other, owner.call);
  await host.settled(other);
  expect(await table.items(({ kind }) => kind === 'webhookDelivery', other.id)).toEqual([]);
});

test('an address must be https, without credentials, or on the machine of a local stage', async () => {
  const create = (url: string) =>
    owner.call('POST', `${path}/webhooks`, { body: { name: 'x', url, events: ['deal.won'] } });
  for (const url of [
    'http://example.com/hooks',
    'https://user:secret@example.com/',
    'ftp://example.com/',
    'example.com',
    'http://localhost@example.com/',
    'https://example.com/#part',
  ]) {
    const { errors } = await bodyOf(422, create(url));
    expect([url, errors]).toMatchObject([
      url,
      [{ pointer: '/url', code: 'invalid_format', expected: 'secureUrl' }],
    ]);
  }
});

test('a failed message is tried again with the same id, and can be sent again at any time', async () => {
  const receiver = await startReceiver();
  const { at } = await newWebhook(organization, { url: receiver.url, events: ['contact.created'] });
  receiver.refuses(500, 'out of order');
  await newContact(organization, owner.call);
  const [first] = await receiver.gets(1);
  const id = first?.id ?? '';
  const waiting = await awaited(
    'the first attempt',
    () => bodyOf(200, owner.call('GET', `${at}/deliveries/${id}`)),
    ({ attemptCount }) => attemptCount > 0,
  );
  expect(waiting).toMatchObject({
    state: 'waiting',
    attempts: [{ status: 500, problem: 'refused_status', answer: 'out of order' }],
    nextAttemptAt: expect.any(String),
  });
  receiver.takes();
  await bodyOf(200, owner.call('POST', `${at}/deliveries/${id}/replay`));
  expect(await ended(at, id)).toMatchObject({
    state: 'delivered',
    attempts: [{ status: 500 }, { status: 204 }],
  });
  await bodyOf(200, owner.call('POST', `${at}/deliveries/${id}/replay`));
  await receiver.gets(3);
  expect(new Set(receiver.received.map((one) => one.id))).toEqual(new Set([id]));
  expect(new Set(receiver.received.map((one) => one.body)).size).toBe(1);
});

test('the second attempt follows by itself', async () => {
  const receiver = await startReceiver();
  const { at } = await newWebhook(organization, { url: receiver.url, events: ['contact.created'] });
  receiver.answers((_received, response) => {
    receiver.takes();
    response.destroy();
  });
  await newContact(organization, owner.call);
  const [first] = await receiver.gets(2);
  expect(await ended(at, first?.id ?? '')).toMatchObject({
    state: 'delivered',
    attempts: [{ problem: 'no_connection' }, { status: 204 }],
  });
});

test('a redirect isn’t followed, and an answer that goes on and on is cut off', async () => {
  const receiver = await startReceiver();
  const elsewhere = await startReceiver();
  const { at } = await newWebhook(organization, { url: receiver.url, events: ['contact.created'] });
  receiver.answers((_received, response) => {
    response.writeHead(307, { location: elsewhere.url }).end();
  });
  const redirected = await bodyOf(201, owner.call('POST', `${at}/test`));
  expect(await ended(at, redirected.id)).toMatchObject({
    state: 'failed',
    attempts: [{ status: 307, problem: 'redirected' }],
  });
  expect(elsewhere.received).toEqual([]);
  let sent = 0;
  receiver.answers((_received, response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x'))) sent += 65_536;
    };
    response.on('drain', more);
    more();
  });
  const endless = await bodyOf(201, owner.call('POST', `${at}/test`));
  const { state, attempts } = await ended(at, endless.id);
  expect([state, attempts[0].answer]).toEqual(['delivered', 'x'.repeat(limits.webhookAnswerBytes)]);
  expect(sent).toBeLessThan(20_000_000);
});

test('after a rotation, messages are signed with both secrets until the overlap ends', async () => {
  const receiver = await startReceiver();
  const { webhook, secret, at } = await newWebhook(organization, { url: receiver.url, events: ['deal.won'] });
  const rotate = (ifMatch: number, overlapHours: number) =>
    bodyOf(200, owner.call('POST', `${at}/rotate`, { body: { overlapHours }, ifMatch }));
  const rotated = await rotate(webhook.version, 24);
  expect(rotated.secret).not.toBe(secret);
  expect(rotated.webhook.previousSecretEndsAt).toEqual(expect.any(String));
  await bodyOf(201, owner.call('POST', `${at}/test`));
  const [first] = await receiver.gets(1);
  for (const one of [secret, rotated.secret]) expect(verify(one, first!)).toBeTruthy();
  const last = await rotate(rotated.webhook.version, 0);
  await bodyOf(201, owner.call('POST', `${at}/test`));
  const [, second] = await receiver.gets(2);
  expect(verify(last.secret, second!)).toBeTruthy();
  for (const one of [secret, rotated.secret]) expect(() => verify(one, second!)).toThrow();
  expect(table.holds(last.secret.slice('whsec_'.length))).toBe(false);
});

test('a receiver that is gone switches its webhook off, and administrators are told', async () => {
  const receiver = await startReceiver();
  const { webhook, at } = await newWebhook(organization, { url: receiver.url, events: ['contact.created'] });
  receiver.refuses(410);
  await newContact(organization, owner.call);
  const off = await awaited(
    'the end of the webhook',
    () => bodyOf(200, owner.call('GET', at)),
    ({ isOn }) => !isOn,
  );
  expect(off).toMatchObject({ offReason: 'gone', version: webhook.version + 1 });
  const told = await awaited(
    'an e-mail',
    () => host.mails(owner.email),
    (mails) => mails.some(({ subject }) => subject.includes(webhook.name)),
  );
  expect(told.find(({ subject }) => subject.includes(webhook.name))?.text).toContain(
    `/settings/webhooks/${webhook.id}`,
  );
  await newContact(organization, owner.call);
  await host.settled(organization);
  expect(receiver.received).toHaveLength(1);
  const on = await bodyOf(200, owner.call('PATCH', at, { body: { isOn: true }, ifMatch: off.version }));
  expect(on).not.toHaveProperty('offReason');
});

test('a webhook sends what its creator can read at that moment, and ends with the creator', async () => {
  const admin = await addMember(host, organization, 'admin');
  const receiver = await startReceiver();
  const values = { url: receiver.url, events: ['deal.created'] };
  const { at } = await newWebhook(organization, values, admin.call);
  await setRole(organization, admin.userId, 'employee');
  const create = async (ownerId: string) =>
    (await bodyOf(201, owner.call('POST', `${path}/deals`, { body: { title: 'Roof', ownerId } })))
      .id as string;
  await create(owner.userId);
  const own = await create(admin.userId);
  await receiver.gets(1);
  await host.settled(organization);
  expect(receiver.received.map(({ message }) => message.data.id)).toEqual([own]);
  await changeMember(organization, admin.userId, { active: false });
  await create(admin.userId);
  await host.settled(organization);
  expect(await bodyOf(200, owner.call('GET', at))).toMatchObject({ isOn: false, offReason: 'creator_left' });
  expect(receiver.received).toHaveLength(1);
});

test('an API key creates webhooks for what it can read, and manages only its own', async () => {
  const receiver = await startReceiver();
  const permissions = ['webhook:manage', 'contact:read'] as const;
  const [key, otherKey] = await Promise.all(
    [1, 2].map(() => newApiKey(host, organization, owner, permissions)),
  );
  const refused = await bodyOf(
    422,
    key!.call('POST', `${path}/webhooks`, {
      body: { name: 'x', url: receiver.url, events: ['contact.created', 'deal.won'] },
    }),
  );
  expect(refused.errors).toMatchObject([{ pointer: '/events/1', code: 'not_allowed' }]);
  const events = ['contact.created'];
  const { webhook, at } = await newWebhook(organization, { url: receiver.url, events }, key!.call);
  const { at: ofOwner } = await newWebhook(organization, { url: receiver.url, events: ['deal.won'] });
  const seen = async (call: typeof owner.call) =>
    (await bodyOf(200, call('GET', `${path}/webhooks`))).items.map(({ id }: { id: string }) => id);
  expect(await seen(key!.call)).toEqual([webhook.id]);
  expect(await seen(otherKey!.call)).toEqual([]);
  expect(await seen(owner.call)).toContain(webhook.id);
  for (const [call, place] of [
    [key!.call, ofOwner],
    [otherKey!.call, at],
  ] as const) {
    const statuses = await Promise.all([
      call('GET', place),
      call('GET', `${place}/deliveries`),
      call('POST', `${place}/test`),
      call('PATCH', place, { body: { url: 'https://example.com/' }, ifMatch: 1 }),
      call('DELETE', place, { ifMatch: 1 }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  }
  await newContact(organization, owner.call);
  await receiver.gets(1);
  await expireKey(host, organization, key!.id);
  await newContact(organization, owner.call);
  await host.settled(organization);
  expect(receiver.received).toHaveLength(1);
});

test('an organization has a limited number of webhooks', async () => {
  const other = await newOrganization(owner);
  const create = () =>
    owner.call('POST', `${other.path}/webhooks`, {
      body: { name: 'x', url: 'https://example.com/', events: ['deal.won'], isOn: false },
    });
  const made = await Promise.all(Array.from({ length: limits.webhooksPerOrganization + 2 }, create));
  const statuses = made.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(
    limits.webhooksPerOrganization,
  );
  while ((await create()).status === 201);
  const { items } = await bodyOf(200, owner.call('GET', `${other.path}/webhooks`));
  expect(items).toHaveLength(limits.webhooksPerOrganization);
});

test('deliveries are listed by state, event and record, page by page', async () => {
  const receiver = await startReceiver();
  const { at } = await newWebhook(organization, {
    url: receiver.url,
    events: ['contact.created', 'contact.updated'],
  });
  const { id } = await newContact(organization, owner.call);
  await newContact(organization, owner.call);
  await bodyOf(200, owner.call('PATCH', `${path}/contacts/${id}`, { body: { city: 'Cali' }, ifMatch: 1 }));
  await receiver.gets(3);
  await host.settled(organization);
  const all = await deliveriesOf(at);
  expect(all).toHaveLength(3);
  expect(await deliveriesOf(at, { recordId: id })).toHaveLength(2);
  expect(await deliveriesOf(at, { event: 'contact.updated' })).toMatchObject([{ recordId: id }]);
  expect(await deliveriesOf(at, { state: 'failed,waiting' })).toEqual([]);
  const pages: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const query: Record<string, string> = { limit: '2', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, owner.call('GET', `${at}/deliveries`, { query }));
    pages.push(...page.items.map((one: { id: string }) => one.id));
    cursor = page.nextCursor;
  }
  expect(pages).toEqual(all.map((one) => one.id));
});

test('a deleted webhook gets nothing more', async () => {
  const receiver = await startReceiver();
  const { webhook, at } = await newWebhook(organization, { url: receiver.url, events: ['contact.created'] });
  await bodyOf(204, owner.call('DELETE', at, { ifMatch: webhook.version }));
  expect((await owner.call('GET', at)).status).toBe(404);
  await newContact(organization, owner.call);
  await host.settled(organization);
  expect(receiver.received).toEqual([]);
});
