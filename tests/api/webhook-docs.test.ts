import { inject, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { exportsOf } from '../examples-in-docs.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson, unique } from '../organization.ts';
import { newWebhook, startReceiver } from '../receiver.ts';
import { newSource, sendText } from '../sender.ts';

// These programs know nothing but docs/webhooks.md and docs/webhook-sources.md.
const host = connectHost(inject('host'));
const organization = await newOrganization(await newPerson(host));
const { owner, path } = organization;
const { verify } = await exportsOf('webhooks.md');
const { sign } = await exportsOf('webhook-sources.md');

test('a receiver that follows the docs has the newest state, whatever fails, comes twice, or is signed anew', async () => {
  const receiver = await startReceiver();
  const { webhook, secret, at } = await newWebhook(organization, {
    ...{ url: receiver.url, events: ['contact.created', 'contact.updated'], content: 'record' },
  });
  let known = secret;
  const taken = new Set<string>();
  const versions: number[] = [];
  const copies = new Map<string, { version: number; city?: string }>();
  let refusals = 2;
  receiver.answers(({ id, headers, body }, response) => {
    try {
      verify?.(known, headers, body);
    } catch {
      response.writeHead(401).end();
      return;
    }
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(503).end();
      return;
    }
    response.writeHead(204).end();
    if (taken.has(id)) return;
    taken.add(id);
    const { data } = JSON.parse(body) as { data: { id: string; version: number; record: { city?: string } } };
    versions.push(data.version);
    if ((copies.get(data.id)?.version ?? 0) < data.version)
      copies.set(data.id, { version: data.version, ...data.record });
  });
  const contact = await newContact(organization, owner.call, { city: 'City 1' });
  const change = (version: number) =>
    bodyOf(
      200,
      owner.call('PATCH', `${path}/contacts/${contact.id}`, {
        body: { city: `City ${version + 1}` },
        ifMatch: version,
      }),
    );
  for (const version of [1, 2]) await change(version);
  // The first attempts failed, and come again after later ones.
  await receiver.gets(3);
  const rotated = await bodyOf(
    200,
    owner.call('POST', `${at}/rotate`, { body: { overlapHours: 1 }, ifMatch: webhook.version }),
  );
  await change(3);
  await receiver.gets(4);
  known = rotated.secret;
  await change(4);
  await host.settled(organization);
  await bodyOf(
    200,
    owner.call('POST', `${at}/replay`, { body: { states: ['delivered', 'waiting', 'failed'] } }),
  );
  await host.settled(organization);
  expect([...new Set(versions)].length).toBe(versions.length);
  expect(copies.get(contact.id)).toMatchObject({ version: 5, city: 'City 5' });
  expect(versions.toSorted()).toEqual([1, 2, 3, 4, 5]);
});

test('a sender that follows the docs repeats until it is answered, and each message counts once', async () => {
  const source = await newSource(organization, {
    ...{ recordType: 'contact', matchBy: ['externalId'], onMatch: 'update' },
  });
  let { secret } = source;
  const externalId = unique('sender ');
  const send = async (values: object, id: string) => {
    const body = JSON.stringify({ externalId, firstName: 'Ada', lastName: 'Sender', ...values });
    return sendText(source, body, sign?.(secret, body, id) as Record<string, string>);
  };
  for (const id of ['one', 'one', 'two']) expect((await send({ city: id }, id)).status).toBe(202);
  const rotate = { body: { overlapHours: 1 }, ifMatch: source.version };
  const rotated = await bodyOf(200, owner.call('POST', `${source.at}/rotate`, rotate));
  expect((await send({ city: 'three' }, 'three')).status).toBe(202);
  secret = rotated.secret;
  expect((await send({ city: 'four' }, 'four')).status).toBe(202);
  const form = new URLSearchParams({
    externalId,
    firstName: 'Ada',
    lastName: 'Sender',
    city: 'Bogotá & more',
  });
  const headers = sign?.(secret, form.toString(), 'five') as Record<string, string>;
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await sendText(source, form.toString(), { ...headers, ...type })).status).toBe(202);
  await host.settled(organization);
  const { items } = await bodyOf(200, owner.call('GET', `${source.at}/messages`));
  expect(items.map((one: any) => [one.messageId, one.action])).toEqual([
    ['five', 'updated'],
    ['four', 'updated'],
    ['three', 'updated'],
    ['two', 'updated'],
    ['one', 'created'],
  ]);
  const contact = await bodyOf(200, owner.call('GET', `${path}/contacts/${items[0].recordId}`));
  expect(contact.city).toBe('Bogotá & more');
});
