import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { changeKey, projectionKey, recordKey } from '#data/store/keys.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { recordFrom } from '#data/records/stored.ts';
import { bodyOf } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { startHost, temporary, type HostUnderTest } from '../host.ts';
import { addMember, newApiKey, newOrganization, newPerson } from '../organization.ts';
import { halfWritten } from './half-written.ts';
import { loadedTypes, startLoad, type Load, type LoadOptions } from './load.ts';
import { randomOf } from './random.ts';
import { recountDifferences, type Item } from './recount.ts';
import { clientOf, readTable } from './table-under-test.ts';

const dataDir = mkdtempSync(path.join(temporary, 'cobalt-kills-'));
const random = randomOf(seed);
let host: HostUnderTest;

afterAll(async () => {
  await host.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

async function loadOptions(): Promise<LoadOptions> {
  const owner = await newPerson(host);
  const organization = await newOrganization(owner, { timeZone: 'America/Bogota' });
  const member = await addMember(host, organization, 'employee');
  const tagIds: string[] = [];
  for (const name of ['VIP', 'Lead', 'Press']) {
    const tag = await bodyOf(201, owner.call('POST', `${organization.path}/tags`, { body: { name } }));
    tagIds.push(tag.id);
  }
  const key = await newApiKey(host, organization, owner);
  const owners = [owner.userId, member.userId];
  const url = () => host.url;
  return { url, credential: key.secret, path: organization.path, owners, tagIds, random, writers: 6 };
}

/** Reprojects all contacts, as after a deployment that changes their definition. */
async function projectAgain(): Promise<void> {
  const { dynamodbUrl, table } = host.info;
  await clientOf(dynamodbUrl).send(new DeleteCommand({ TableName: table, Key: projectionKey('contact') }));
  await host.invoke('reprojection');
}

/** Waits for a random number of writes instead of a time, so that a slow machine writes as many. */
async function someWrites({ answered, writes }: Load): Promise<void> {
  const until = writes() + 3 + random.below(answered.size < 60 ? 60 : 30);
  while (writes() < until) await sleep(5);
}

/** Kills the host or one of its functions at random. */
async function killSomething(): Promise<void> {
  const victim = random.oneOf(['host', 'host', 'index', 'index', 'contacts', 'reprojection', 'relay']);
  if (victim !== 'host') return host.killFunction(victim);
  await host.kill();
  host = await startHost({ dataDir, faults: true });
}

/** Starts one reprojection after another. The random kills end these too. */
async function projectRepeatedly(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sleep(200);
    await projectAgain().catch(() => undefined);
  }
}

/**
 * Describes acknowledged writes that are missing or differ. The table must contain the acknowledged version with the
 * same values, or a later version, and in both cases the change item of the acknowledged version.
 */
function lostWrites(items: readonly Item[], orgId: string, { answered, types }: Load): string[] {
  const all = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  return [...answered.values()].flatMap((record) => {
    const type = types.get(record.id)!;
    const key = recordKey(orgId, type, record.id);
    const item = all.get(`${key.pk} ${key.sk}`);
    const change = changeKey(key, record.version);
    if (!item || item.version < record.version || !all.has(`${change.pk} ${change.sk}`))
      return [`${record.id} is lost`];
    const same =
      item.version > record.version ||
      JSON.stringify(sorted(recordFrom(recordDefinitions[type], item as never))) ===
        JSON.stringify(sorted(record));
    return same ? [] : [`${record.id} differs from what was answered`];
  });
}

const sorted = (record: object) =>
  Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

test(
  'search, counters and every acknowledged write survive injected faults and kills at random points',
  { timeout: 3_600_000 },
  async () => {
    host = await startHost({ dataDir, faults: true });
    const options = await loadOptions();
    const load = startLoad(options);
    let isOver = false;
    const projecting = projectRepeatedly(() => isOver);
    for (let kills = 0; kills < count(3, 200); kills += 1) {
      await someWrites(load);
      await killSomething();
    }
    // All kills can occur before enough records are written.
    while (load.answered.size <= 50) await sleep(50);
    isOver = true;
    await load.stop();
    await projecting;
    await projectAgain();
    await host.settled();
    const items = await readTable(host.info);
    const summary = `SEED=${seed} ${JSON.stringify([...load.statuses])}`;
    expect(load.answered.size, summary).toBeGreaterThan(50);
    expect(halfWritten(items), summary).toEqual([]);
    expect(lostWrites(items, options.path.split('/')[3] ?? '', load), summary).toEqual([]);
    for (const type of loadedTypes)
      expect(recountDifferences(items, recordDefinitions[type]), summary).toEqual([]);
    console.log(`${count(3, 200)} kills, ${load.answered.size} records, answers ${summary}`);
  },
);
