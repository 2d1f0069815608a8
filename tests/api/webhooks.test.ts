import { inject, expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { expireKey } from '../api-keys.ts';
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
  await create(owner.userId);
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

test('a deleted webhook gets nothing more', async () => {
  const receiver = await startReceiver();
  const { webhook, at } = await newWebhook(organization, { url: receiver.url, events: ['contact.created'] });
  await bodyOf(204, owner.call('DELETE', at, { ifMatch: webhook.version }));
  expect((await owner.call('GET', at)).status).toBe(404);
  await newContact(organization, owner.call);
  await host.settled(organization);
  expect(receiver.received).toEqual([]);
});

test('samples of messages are about the newest records, as a webhook of the caller would send them', async () => {
  const apart = await newOrganization(owner);
  const { call } = apart.owner;
  const samples = (query: Record<string, string>, by = call) =>
    by('GET', `${apart.path}/webhooks/samples`, { query });
  const none = await bodyOf(200, samples({ event: 'contact.created' }));
  const ids: string[] = [];
  for (let number = 0; number < 4; number += 1) ids.push((await newContact(apart, call)).id);
  await host.settled(apart);
  const { items } = await bodyOf(200, samples({ event: 'contact.created', content: 'record' }));
  const record = await bodyOf(200, call('GET', `${apart.path}/contacts/${ids[3]}`));
  expect([none.items, items.map(({ data }: any) => data.id)]).toEqual([[], ids.slice(1).reverse()]);
  expect(items[0]).toMatchObject({ type: 'contact.created', organizationId: apart.id, data: { record } });
  expect((await samples({ event: 'contact.nothing' })).status).toBe(422);
  const key = await newApiKey(host, apart, owner, ['webhook:manage', 'deal:read']);
  expect((await samples({ event: 'contact.created' }, key.call)).status).toBe(403);
});
