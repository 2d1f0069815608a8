import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { newApiKey, newContact, newOrganization, newPerson } from '../organization.ts';
import { returnMessages } from '../queues.ts';
import { newWebhook, startReceiver, verify } from '../receiver.ts';
import { callerWith } from '../caller.ts';
import { openTable } from '../table.ts';
import { randomOf } from './random.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-hooks-'));
const random = randomOf(seed);
const kills = count(6, 200);
let host: HostUnderTest;

afterAll(async () => {
  await host.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

async function killSomething(): Promise<void> {
  const victim = random.oneOf(['host', 'dispatch', 'webhook-sender', 'webhook-sender', 'relay']);
  if (victim === 'host') {
    await host.kill();
    host = await startHost({ dataDir, faults: true });
  } else await host.killFunction(victim);
  returnMessages(host);
}

test(
  'each change reaches its webhook with one id, and first attempts about a record are in order, whatever is killed',
  { timeout: 3_600_000 },
  async () => {
    host = await startHost({ dataDir, faults: true });
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { id: orgId, path: at } = organization;
    const { secret: credential } = await newApiKey(host, organization, owner);
    const call: typeof owner.call = (...sent) => callerWith(host.url, credential)(...sent);
    const receiver = await startReceiver();
    const events = ['contact.created', 'contact.updated'];
    const { secret, webhook } = await newWebhook(organization, { url: receiver.url, events });
    receiver.answers((received, response) => {
      const { id } = received;
      // At once, because signatures are too old after five minutes.
      expect(verify(secret, received)).toEqual(received.message);
      const isFirst = receiver.received.filter((one) => one.id === id).length === 1;
      response.writeHead(isFirst && random.chance(0.05) ? 500 : 204).end();
    });
    const versions = new Map<string, number>();
    for (let number = 0; number < 8; number += 1) versions.set((await newContact(organization, call)).id, 1);
    for (let killed = 0; killed < kills; killed += 1) {
      for (let number = 0; number < 6; number += 1) {
        const id = random.oneOf([...versions.keys()]);
        const ifMatch = versions.get(id) ?? 0;
        const body = { city: `City ${killed} ${number}` };
        await bodyOf(200, call('PATCH', `${at}/contacts/${id}`, { body, ifMatch }));
        versions.set(id, ifMatch + 1);
      }
      await killSomething();
    }
    const expected = [...versions].flatMap(([id, last]) =>
      Array.from({ length: last }, (_, index) => `${id} ${index + 1}`),
    );
    const deliveries = await awaited(
      'all deliveries',
      () => {
        returnMessages(host);
        return openTable(host).items(({ kind }) => kind === 'webhookDelivery', `${orgId}#WEBHOOK#`);
      },
      (all) => all.length >= expected.length && all.every(({ state }) => state === 'delivered'),
      { pauseMs: 2_000, patienceMs: 900_000 },
    );
    const named = ({ data }: { data: Record<string, any> }) => `${data.id} ${data.version}`;
    const messages = deliveries.map(({ payload }) => JSON.parse(String(payload)));
    expect(messages.map(named).sort(), `SEED=${seed}`).toEqual(expected.sort());
    expect(new Set(receiver.received.map(({ id }) => id))).toEqual(
      new Set(deliveries.map(({ sk }) => String(sk).slice(2))),
    );
    const firsts = receiver.received.filter(
      ({ id }, at) => receiver.received.findIndex((one) => one.id === id) === at,
    );
    const inOrder = Map.groupBy(firsts, ({ message }) => message.data.id as string);
    for (const [id, received] of inOrder)
      expect([id, received.map(({ message }) => message.data.version)], `SEED=${seed}`).toEqual([
        id,
        Array.from({ length: versions.get(id) ?? 0 }, (_, index) => index + 1),
      ]);
    expect(webhook.isOn).toBe(true);
    console.log(`${kills} kills, ${deliveries.length} messages, ${receiver.received.length} attempts`);
  },
);
