import { afterAll, beforeAll, expect, test } from 'vitest';
import { count, seed } from '../counts.ts';
import type { HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { inQueues } from '../queues.ts';
import { startQuietHost } from '../quiet-host.ts';
import { openTable } from '../table.ts';
import { ended, killAtWork, type Work } from './killed-work.ts';
import { kinds } from './kinds-of-work.ts';
import { randomOf } from './random.ts';

let host: HostUnderTest;

beforeAll(async () => {
  host = await startQuietHost();
}, 900_000);
afterAll(() => host.stop());

/** Kills of each of the ten kinds: 50 in all. */
const killsEach = count(1, 5);
/** An export, an import or a scan that is killed once more would have failed. */
const killsARun = 3;
/** More than enough, although a kill can come too late. */
const runsMax = 30;

/** What would be there twice if something was done twice. Long work has one more change for each of its runs. */
const effects = ['record', 'change', 'note', 'activity', 'task', 'attachment', 'unique', 'timeline', 'word'];
const runs = ['import', 'export', 'archiveImport', 'duplicateScan', 'erasure'];
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** How many items of each kind an organization has, and which objects. Snapshots of lists come and go by themselves. */
async function leftIn({ id }: TestOrganization): Promise<unknown> {
  const items = [...(await openTable(host).organization(id)).values()].filter(
    ({ kind, type }) => effects.includes(kind) && !(kind === 'change' && runs.includes(type)),
  );
  const byKind = Map.groupBy(items, ({ kind, type, version }) => `${kind} ${type} ${version}`);
  const objects = inQueues(host, (database) =>
    database.prepare('SELECT key FROM objects WHERE instr(key, ?) > 0').all(id),
  );
  return {
    items: [...byKind].map(([name, { length }]) => `${name}: ${length}`).sort(),
    objects: objects
      .map(({ key }) => String(key).replaceAll(uuid, '…').replace(/\d+$/, '…'))
      .filter((key) => !key.startsWith('lists/'))
      .sort(),
  };
}

test.each(Object.entries(kinds))(
  '%s that is killed at random points is finished by the next runs as if nobody had been killed',
  { timeout: 1_800_000 },
  async (kind, prepare) => {
    const random = randomOf(seed + Object.keys(kinds).indexOf(kind));
    let owner = await newPerson(host);
    let owned = 0;
    const begin = async () => {
      // A person can create only ten organizations a day, and an archive needs one more.
      if (owned === 9) [owner, owned] = [await newPerson(host), 0];
      owned += 1;
      const organization = await newOrganization(owner);
      const start = await prepare(host, organization);
      await host.settled(organization);
      return { organization, work: await start() };
    };
    const outcome = async ({ organization, work }: { organization: TestOrganization; work: Work }) => {
      await host.settled(organization);
      return { result: await work.result(), left: await leftIn(organization) };
    };
    const calm = await begin();
    const workMs = await ended(host, calm.work);
    const expected = await outcome(calm);
    let kills = 0;
    for (let begun = 0; kills < killsEach; begun += 1) {
      expect(begun, `${kills} kills of ${kind}, SEED=${seed}`).toBeLessThan(runsMax);
      const disturbed = await begin();
      const killsMax = Math.min(killsARun, killsEach - kills);
      kills += await killAtWork(host, disturbed.work, { killsMax, workMs, random });
      await ended(host, disturbed.work);
      expect(await outcome(disturbed), `${kills} kills, SEED=${seed}`).toEqual(expected);
    }
    console.log(`${kind}: ${kills} kills within ${workMs} ms, SEED=${seed}`);
  },
);
