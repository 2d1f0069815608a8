import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf } from '../../tests/caller.ts';
import { newRows } from '../../tests/jobs.ts';
import { startHost, type HostUnderTest } from '../../tests/host.ts';
import { newContact, newOrganization, newPerson, type TestOrganization } from '../../tests/organization.ts';
import { writeBare } from '../bare-rate.ts';
import { atLeast, atMost, median, plain, type Figure } from '../figure.ts';
import { neighbourAsks, neighbourFigures } from '../neighbour.ts';

const rounds = 3;
/** Enough for an edit of several seconds. */
const records = 1_500;
const lanes = 4;
/** A person can create ten organizations a day. */
const [owners, organizationsOfEach] = [2, 10];
/** Seven turns of each lane: those who start first end up to one turn earlier. */
const recordsOfEach = 1_600;

/** The speed of mass edits, their fairness, and their effect on other organizations. */
export async function measureJobs(): Promise<Figure[]> {
  const host = await startHost();
  try {
    const owner = await newPerson(host);
    const busy = await newOrganization(owner);
    await newRows(owner.call, busy, records);
    return [...(await speed(host, busy)), ...(await neighbour(host, busy)), ...(await fairness(host))];
  } finally {
    await host.stop();
  }
}

let edits = 0;

async function startEdit({ path, owner }: TestOrganization): Promise<string> {
  edits += 1;
  const change = { action: 'update', values: { city: `City ${edits}` } };
  const body = { recordType: 'contact', filters: {}, all: true, change };
  return (await bodyOf(201, owner.call('POST', `${path}/jobs`, { body }))).id;
}

const jobOf = ({ path, owner }: TestOrganization, id: string): Promise<any> =>
  bodyOf(200, owner.call('GET', `${path}/jobs/${id}`));

async function endOf(organization: TestOrganization, id: string): Promise<any> {
  for (;;) {
    const job = await jobOf(organization, id);
    if (job.state === 'done') return job;
    await sleep(200);
  }
}

/** Records per second of an edit, from its request to its end, and of the same transactions sent to the engine. */
async function speed(host: HostUnderTest, busy: TestOrganization): Promise<Figure[]> {
  const ids = await idsOf(busy);
  const [ofJob, bare]: [number[], number[]] = [[], []];
  // The first edit starts functions and builds their copies of the list.
  await endOf(busy, await startEdit(busy));
  for (let round = 0; round < rounds; round += 1) {
    await host.settled();
    const job = await endOf(busy, await startEdit(busy));
    ofJob.push((records * 1000) / (Date.parse(job.finishedAt) - Date.parse(job.createdAt)));
    await host.settled();
    edits += 1;
    const writes = { kind: 'edit', ids, city: `City ${edits}` } as const;
    bare.push(await writeBare(host, busy, writes, lanes));
  }
  const ratios = ofJob.map((rate, round) => rate / bare[round]!);
  return [
    plain('P10', 'a mass edit', median(ofJob), 'records/s'),
    plain('P10', 'the same transactions by the bare SDK', median(bare), 'records/s'),
    atLeast('P10', 'edit over bare, median of rounds', median(ratios), '×', 0.5),
  ];
}

async function idsOf({ path, owner }: TestOrganization): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: '100', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, owner.call('GET', `${path}/contacts`, { query }));
    ids.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}

/** p95 of a second organization's reads and writes during an edit, relative to those without one. */
async function neighbour(host: HostUnderTest, busy: TestOrganization): Promise<Figure[]> {
  const calm = await newOrganization(busy.owner);
  const contact = await newContact(calm, calm.owner.call);
  const figures: Figure[] = [];
  for (const [asked, ask] of Object.entries(neighbourAsks)) {
    const [calmTimes, busyTimes]: [number[], number[]] = [[], []];
    await ask(calm, contact.id);
    for (let round = 0; round < rounds; round += 1) {
      await host.settled();
      calmTimes.push(await ask(calm, contact.id));
      busyTimes.push(await besideEdits(busy, () => ask(calm, contact.id)));
    }
    figures.push(...neighbourFigures('P10', { asked, work: 'a mass edit' }, calmTimes, busyTimes));
  }
  return figures;
}

/** Measures while an organization's records are edited by one job after the other. */
async function besideEdits(busy: TestOrganization, measure: () => Promise<number>): Promise<number> {
  const measuring = { isOver: false };
  const first = await startEdit(busy);
  while ((await jobOf(busy, first)).done === 0) await sleep(10);
  const edited = (async () => {
    for (let id = first; ; id = await startEdit(busy)) {
      await endOf(busy, id);
      if (measuring.isOver) return;
    }
  })();
  const measured = await measure();
  measuring.isOver = true;
  await edited;
  return measured;
}

/** Edits of many organizations that start together: how much longer the last one takes than the first one. */
async function fairness(host: HostUnderTest): Promise<Figure[]> {
  const organizations: TestOrganization[] = [];
  for (let person = 0; person < owners; person += 1) {
    const owner = await newPerson(host);
    for (let made = 0; made < organizationsOfEach; made += 1) {
      const organization = await newOrganization(owner);
      await newRows(owner.call, organization, recordsOfEach);
      organizations.push(organization);
    }
  }
  // The first edits start functions and build their copies of the lists.
  await editAll(organizations);
  await host.settled();
  const seconds = await editAll(organizations);
  const [first, last] = [Math.min(...seconds), Math.max(...seconds)];
  return [
    plain('P10', `${organizations.length} organizations at once, the first ends after`, first, 's'),
    plain('P10', `${organizations.length} organizations at once, the last ends after`, last, 's'),
    atMost('P10', 'last over first', last / first, '×', 1.2),
  ];
}

/** Edits all organizations at once. Returns after how many seconds each edit ends. */
async function editAll(organizations: readonly TestOrganization[]): Promise<number[]> {
  const startedAt = Date.now();
  const ids = await Promise.all(organizations.map(startEdit));
  const jobs = await Promise.all(organizations.map((organization, at) => endOf(organization, ids[at]!)));
  return jobs.map(({ finishedAt }) => (Date.parse(finishedAt) - startedAt) / 1000);
}
