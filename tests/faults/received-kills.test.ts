import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { newApiKey, newOrganization, newPerson } from '../organization.ts';
import { returnMessages } from '../queues.ts';
import { newSource, sendSigned } from '../sender.ts';
import { openTable } from '../table.ts';
import { randomOf } from './random.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-received-'));
const random = randomOf(seed);
const kills = count(6, 200);
let host: HostUnderTest;

afterAll(async () => {
  await host.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

async function killSomething(): Promise<void> {
  const victim = random.oneOf(['host', 'webhook-receiver', 'webhook-receiver', 'public-webhooks', 'relay']);
  if (victim === 'host') {
    await host.kill();
    host = await startHost({ dataDir, faults: true });
  } else await host.killFunction(victim);
  returnMessages(host);
}

test(
  'each message that was answered 202 becomes one record, and none becomes two, whatever is killed',
  { timeout: 3_600_000 },
  async () => {
    host = await startHost({ dataDir, faults: true });
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { secret: credential } = await newApiKey(host, organization, owner);
    const call: typeof owner.call = (...sent) => callerWith(host.url, credential)(...sent);
    const source = await newSource({ ...organization, owner: { ...owner, call } }, { recordType: 'lead' });
    const { pathname } = new URL(source.address);
    /** As programs do: until it is answered, with the same ID. */
    const send = async (id: string) => {
      const message = { firstName: 'Ada', lastName: id, email: `${id}@example.com` };
      for (;;) {
        const address = `${host.url}${pathname}`;
        const answer = await sendSigned({ ...source, address }, message, id).catch(() => undefined);
        if (answer?.status === 202) return;
      }
    };
    const ids: string[] = [];
    for (let killed = 0; killed < kills; killed += 1) {
      const some = Array.from({ length: 4 }, (_, number) => `m${killed}n${number}`);
      ids.push(...some);
      // Some are on their way when something is killed.
      await Promise.all([...some.map(send), killSomething()]);
    }
    const messages = await awaited(
      'all messages',
      () => {
        returnMessages(host);
        return openTable(host).items(({ kind }) => kind === 'received', `SOURCE#${source.id}`);
      },
      (all) => all.length >= ids.length && all.every(({ state }) => state !== 'waiting'),
      { pauseMs: 2_000, patienceMs: 900_000 },
    );
    expect(messages.map(({ messageId, state }) => `${String(messageId)} ${String(state)}`).sort()).toEqual(
      ids.map((id) => `${id} done`).sort(),
    );
    const leads = await openTable(host).items(
      ({ kind, type }) => kind === 'record' && type === 'lead',
      organization.id,
    );
    expect(leads.map(({ id }) => id).sort(), `SEED=${seed}`).toEqual(
      messages.map(({ recordId }) => recordId).sort(),
    );
    await bodyOf(200, call('GET', source.at));
    console.log(`${kills} kills, ${messages.length} messages`);
  },
);
