import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from 'vitest';
import { changeKey, projectionKey, recordKey } from '#data/keys.ts';
import { bodyOf } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { addMember, newApiKey, newOrganization, newPerson } from '../organization.ts';
import { halfWritten } from './half-written.ts';
import { startLoad, type Load, type LoadOptions } from './load.ts';
import { randomOf } from './random.ts';
import { recountDifferences, type Item } from './recount.ts';
import { clientOf, readTable } from './table-under-test.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'cobalt-kills-'));
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

/** Has all records projected again while writes go on, as after a deployment that changed a definition. */
async function projectAgain(): Promise<void> {
  const { dynamodbUrl, table } = host.info;
  await clientOf(dynamodbUrl).send(new DeleteCommand({ TableName: table, Key: projectionKey('contact') }));
  await host.invoke('reprojection');
}

/** Ends something at a random moment: a function in the middle of its work, or everything. */
async function killSomething(): Promise<void> {
  await sleep(100 + random.below(700));
  const victim = random.oneOf(['host', 'host', 'index', 'index', 'contacts', 'reprojection', 'relay']);
  const projecting = random.chance(0.3) ? projectAgain().catch(() => undefined) : undefined;
  if (projecting) await sleep(random.below(200));
  if (victim === 'host') {
    await host.kill();
    host = await startHost({ dataDir, weather: true });
  } else await host.killFunction(victim);
  await projecting;
}

/** Every answered write is in the table: that version or a later one, and the change that tells of it. */
function lostWrites(items: readonly Item[], orgId: string, { answered }: Load): string[] {
  const all = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  return [...answered.values()].flatMap((record) => {
    const key = recordKey(orgId, 'contact', record.id);
    const item = all.get(`${key.pk} ${key.sk}`);
    const change = changeKey(key, record.version);
    if (!item || item.version < record.version || !all.has(`${change.pk} ${change.sk}`))
      return [`${record.id} is lost`];
    const same =
      item.version > record.version ||
      JSON.stringify(sorted(JSON.parse(item.data))) === JSON.stringify(sorted(record));
    return same ? [] : [`${record.id} differs from what was answered`];
  });
}

const sorted = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

test(
  'search, counters and every answered write survive weather and kills at random points',
  { timeout: 3_600_000 },
  async () => {
    host = await startHost({ dataDir, weather: true });
    const options = await loadOptions();
    const load = startLoad(options);
    for (let kills = 0; kills < count(8, 200); kills += 1) await killSomething();
    await sleep(500);
    await load.stop();
    await projectAgain();
    await host.settled();
    const items = await readTable(host.info);
    const told = `SEED=${seed} ${JSON.stringify([...load.statuses])}`;
    expect(load.answered.size, told).toBeGreaterThan(50);
    expect(halfWritten(items), told).toEqual([]);
    expect(lostWrites(items, options.path.split('/')[3] ?? '', load), told).toEqual([]);
    expect(recountDifferences(items), told).toEqual([]);
    console.log(`${count(8, 200)} kills, ${load.answered.size} records, answers ${told}`);
  },
);
