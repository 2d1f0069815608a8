import { afterAll, expect, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newContact, newOrganization, newPerson } from '../organization.ts';
import { newWebhook, startReceiver, type Received } from '../receiver.ts';
import { randomOf } from './random.ts';

let host: HostUnderTest;
afterAll(() => host.stop());

const records = count(10, 100);
const updatesOfEach = count(10, 100);

/** The first message of each id, as they arrived. */
function firstOf(received: readonly Received[]): Received[] {
  const seen = new Set<string>();
  return received.filter(({ id }) => !seen.has(id) && Boolean(seen.add(id)));
}

test(
  'first attempts about each record are made in the order of its changes, while many fail and one receiver is dead',
  { timeout: 3_600_000 },
  async () => {
    host = await startHost();
    const owner = await newPerson(host);
    const organization = await newOrganization(owner);
    const { path: at } = organization;
    const [failing, sound, dead] = await Promise.all([startReceiver(), startReceiver(), startReceiver()]);
    const random = randomOf(seed);
    // Not so often that ten in a row fail, after which a receiver is spared.
    failing.answers((_received, response) => void response.writeHead(random.chance(0.2) ? 503 : 204).end());
    dead.answers((_received, response) => void response.socket?.destroy());
    for (const { url } of [failing, sound, dead])
      await newWebhook(organization, { url, events: ['contact.updated'] });
    const ids: string[] = [];
    for (let number = 0; number < records; number += 1)
      ids.push((await newContact(organization, owner.call)).id as string);
    await Promise.all(
      ids.map(async (id) => {
        for (let version = 1; version <= updatesOfEach; version += 1) {
          const sent = { body: { city: `City ${version}` }, ifMatch: version };
          await bodyOf(200, owner.call('PATCH', `${at}/contacts/${id}`, sent));
        }
      }),
    );
    const expected = ids.flatMap((id) =>
      Array.from({ length: updatesOfEach }, (_, index) => `${id} ${index + 2}`),
    );
    for (const receiver of [failing, sound]) {
      await awaited(
        'the first attempts',
        () => Promise.resolve(firstOf(receiver.received).length),
        (length) => length >= expected.length,
        { pauseMs: 500, patienceMs: 1_800_000 },
      );
      const inOrder = Map.groupBy(firstOf(receiver.received), ({ message }) => message.data.id as string);
      const seen = ids.flatMap((id) =>
        (inOrder.get(id) ?? []).map(({ message }) => `${id} ${message.data.version}`),
      );
      expect(seen, `SEED=${seed}`).toEqual(expected);
    }
    expect(dead.received.length).toBeGreaterThan(0);
    const waits = firstOf(sound.received)
      .map(({ at: arrived, message: { timestamp } }) => arrived - Date.parse(String(timestamp)))
      .sort((one, other) => one - other);
    const rank = (share: number) => waits[Math.floor(share * (waits.length - 1))];
    console.log(
      `${expected.length} updates, from the commit to the first attempt p50 ${rank(0.5)} ms and p95 ${rank(0.95)} ms, ${failing.received.length} attempts to the failing receiver, ${dead.received.length} to the dead one`,
    );
  },
);
