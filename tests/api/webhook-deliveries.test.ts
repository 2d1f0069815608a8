import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson } from '../organization.ts';
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
  expect(off).toMatchObject({ offReason: 'gone', version: 2 });
  const told = await awaited(
    'an e-mail',
    () => host.mails(owner.email),
    (mails) => mails.some(({ subject }) => subject.includes(String(webhook.name))),
  );
  expect(told.find(({ subject }) => subject.includes(String(webhook.name)))?.text).toContain(
    `/settings/webhooks/${webhook.id}`,
  );
  await newContact(organization, owner.call);
  await host.settled(organization);
  expect(receiver.received).toHaveLength(1);
  const on = await bodyOf(200, owner.call('PATCH', at, { body: { isOn: true }, ifMatch: off.version }));
  expect(on).not.toHaveProperty('offReason');
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

test('a receiver that doesn’t answer has failed after its time is over', async () => {
  const receiver = await startReceiver();
  receiver.answers(() => undefined);
  const { at } = await newWebhook(organization, { url: receiver.url, events: ['contact.created'] });
  const { id } = await bodyOf(201, owner.call('POST', `${at}/test`));
  const ended = await awaited(
    'the end of the attempt',
    () => bodyOf(200, owner.call('GET', `${at}/deliveries/${id}`)),
    ({ state }) => state !== 'waiting',
  );
  expect(ended).toMatchObject({ state: 'failed', attemptCount: 1, lastProblem: 'timed_out' });
});

test('a message with ids costs at most five write units until it is delivered', async () => {
  const own = await newOrganization(owner);
  const receiver = await startReceiver();
  await newWebhook(own, { url: receiver.url, events: ['contact.created'] });
  await newContact(own, owner.call);
  const [received] = await receiver.gets(1);
  await host.settled(own);
  const unitsOf = (functionName: string) =>
    readFileSync(join(host.dataDir, 'logs', `cobalt-local-${functionName}.log`), 'utf8')
      .split('\n')
      .filter((line) => line.includes(own.id))
      .map((line) => JSON.parse(line) as { writeUnits: number; messages?: number })
      // Changes are dispatched with those of others.
      .map(({ writeUnits, messages = 1 }) => writeUnits / messages);
  const [dispatched, sent] = [unitsOf('dispatch'), unitsOf('webhook-sender')];
  expect([dispatched.length, sent.length, received?.message.type]).toEqual([1, 1, 'contact.created']);
  expect((dispatched[0] ?? 0) + (sent[0] ?? 0)).toBeLessThanOrEqual(5);
});

test('messages of a time that failed are sent again together, in their order and page by page', async () => {
  const receiver = await startReceiver();
  const events = ['contact.created'];
  const { webhook, at } = await newWebhook(organization, { url: receiver.url, events });
  receiver.refuses(410);
  const made: string[] = [];
  // Each failure switches the webhook off.
  for (let number = 0; number < 3; number += 1) {
    made.push((await newContact(organization, owner.call)).id as string);
    await receiver.gets(number + 1);
    await host.settled(organization);
    const { version } = await bodyOf(200, owner.call('GET', at));
    await bodyOf(200, owner.call('PATCH', at, { body: { isOn: true }, ifMatch: version }));
  }
  receiver.takes();
  const failed = await deliveriesOf(at, { state: 'failed' });
  expect(failed.map(({ recordId }) => recordId as string)).toEqual(made.toReversed());
  const replayMany = (body: object) => bodyOf(200, owner.call('POST', `${at}/replay`, { body }));
  const [last, , first] = failed;
  expect(await replayMany({ from: first?.createdAt, to: last?.createdAt, event: 'deal.won' })).toEqual({
    count: 0,
  });
  expect(await replayMany({ to: last?.createdAt })).toEqual({ count: 2 });
  await receiver.gets(5);
  await host.settled(organization);
  expect(await replayMany({})).toEqual({ count: 1 });
  await receiver.gets(6);
  const again = receiver.received.slice(3).map(({ message }) => message.data.id as string);
  expect(again.toSorted()).toEqual(made.toSorted());
  expect(webhook.id).toBeTruthy();
});
