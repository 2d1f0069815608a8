import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startBucket } from '../../tests/faults/bucket-under-test.ts';
import { startTable } from '../../tests/faults/table-under-test.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';
import type { FromStore, Kind, ToStore } from '../copy-store-process.ts';
import { seededRandom, pickBy } from '../people.ts';

/** Number of organizations by their number of records. Together they have 1,740,000 records. */
const organizations: Record<number, number> = { 500: 80, 2_000: 50, 5_000: 40, 20_000: 20, 100_000: 10 };
const quickOrganizations: Record<number, number> = { 500: 20, 5_000: 10, 20_000: 10 };
/** Milliseconds that the median of misses may take, by the number of records. */
const goals: Record<Kind, Record<number, number>> = { lists: { 5_000: 150, 100_000: 800 }, search: {} };
/** Milliseconds that 95 % of all misses may take. */
const longest: Partial<Record<Kind, number>> = { search: 1_000 };

const stores = 4;
const memoryMb = 1_769;
const warmUpRequests = 200;
const requests = 800;
const quickRequests = 300;
/** Snapshots are due to be renewed after two days. */
const rests = { count: 4, days: 2 };
/** Milliseconds that the first answer of any organization may take after these days. */
const firstAnswerMs = 2_000;

/**
 * P9: copies that are not in memory, of lists or of search. Organizations of many sizes ask at random, each as often as any other, and any of
 * four functions answers. All functions run on the same core, one request at a time, since a function with this much
 * memory has one core.
 */
export async function measureMisses(kind: Kind, isQuick: boolean): Promise<Figure[]> {
  const table = await startTable();
  const bucket = await startBucket();
  let children = Array.from({ length: stores }, startStore);
  try {
    const sizes = await buildAll(kind, children[0]!, isQuick ? quickOrganizations : organizations);
    const seen = await askAll(kind, children, [...sizes.keys()], isQuick ? quickRequests : requests);
    const hits = seen.filter(({ isHit }) => isHit);
    const misses = seen.filter(({ isHit }) => !isHit);
    const all = new Set(sizes.values());
    const [builder] = children as [ChildProcess];
    for (let passed = 0; passed < rests.count; passed += 1)
      await send(builder, { kind, rest: [...sizes.keys()], days: rests.days });
    for (const child of children) child.kill();
    children = Array.from({ length: stores }, startStore);
    const first = await firstAnswers(kind, children, sizes);
    return [
      plain(
        'P9',
        `${kind}, ${sizes.size} organizations at random: answered from memory`,
        (hits.length / seen.length) * 100,
        '%',
      ),
      plain(
        'P9',
        `${kind}: an answer from memory, p50`,
        median(hits.map(({ milliseconds }) => milliseconds)),
        'ms',
      ),
      ...longestOf(kind, misses),
      ...[...all].flatMap((records) =>
        missesOf(
          kind,
          records,
          misses.filter(({ orgId }) => sizes.get(orgId) === records),
        ),
      ),
      atMost(
        'P9',
        `${kind}: resident memory of a function, the most`,
        Math.max(...seen.map((one) => one.residentMb)),
        'MB',
        memoryMb,
      ),
      atMost(
        'P9',
        `${kind}: the first answers of ${sizes.size} organizations after ${rests.count * rests.days} idle days, the longest`,
        Math.max(...first),
        'ms',
        firstAnswerMs,
      ),
    ];
  } finally {
    for (const child of children) child.kill();
    await bucket.stop();
    await table.stop();
  }
}

function longestOf(kind: Kind, misses: readonly Seen[]): Figure[] {
  const goal = longest[kind];
  const times = misses.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const time = times[Math.floor(times.length * 0.95)];
  return goal === undefined || time === undefined
    ? []
    : [atMost('P9', `${kind}: a miss, p95`, time, 'ms', goal)];
}

function missesOf(kind: Kind, records: number, misses: readonly Seen[]): Figure[] {
  if (misses.length === 0) return [];
  const what = `${kind}: a miss at ${records} records, p50 of ${misses.length}`;
  const time = median(misses.map(({ milliseconds }) => milliseconds));
  const cpuTime = median(misses.map(({ cpuMilliseconds }) => cpuMilliseconds));
  const goal = goals[kind][records];
  return [
    goal ? atMost('P9', what, time, 'ms', goal) : plain('P9', what, time, 'ms'),
    plain('P9', `${kind}: a miss at ${records} records, CPU time`, cpuTime, 'ms'),
  ];
}

/** Starts a process with the environment of the table and the bucket. */
function startStore(): ChildProcess {
  const file = path.join(import.meta.dirname, '../copy-store-process.ts');
  return spawn('taskset', ['-c', '0', process.execPath, file], {
    env: {
      ...process.env,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
      // Nothing listens there: all snapshots are new.
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function send(child: ChildProcess, message: ToStore): Promise<FromStore> {
  const listening = new AbortController();
  const { signal } = listening;
  const ended = once(child, 'exit', { signal }).then(() => Promise.reject(new Error('a list store ended')));
  try {
    child.send(message);
    const [answer] = (await Promise.race([once(child, 'message', { signal }), ended])) as [FromStore];
    return answer;
  } finally {
    listening.abort();
  }
}

/** Builds the snapshots of all organizations. Returns their numbers of records by id. */
async function buildAll(
  kind: Kind,
  child: ChildProcess,
  counts: Record<number, number>,
): Promise<Map<string, number>> {
  const startedAt = performance.now();
  const sizes = new Map<string, number>();
  for (const [records, count] of Object.entries(counts)) {
    const orgIds = Array.from({ length: count }, (_, index) => `org-${records}-${index}`);
    await send(child, { kind, build: orgIds, records: Number(records) });
    for (const orgId of orgIds) sizes.set(orgId, Number(records));
  }
  console.log(`  ${sizes.size} snapshots built in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return sizes;
}

type Seen = FromStore & { orgId: string; isHit: boolean };

async function askAll(
  kind: Kind,
  children: readonly ChildProcess[],
  orgIds: readonly string[],
  count: number,
): Promise<Seen[]> {
  const random = seededRandom(20_261_123);
  const pick = pickBy(random);
  const [child = children[0]!] = children;
  await send(child, { kind, ask: orgIds[0]! });
  const { units: hitUnits } = await send(child, { kind, ask: orgIds[0]! });
  const seen: Seen[] = [];
  for (let request = -warmUpRequests; request < count; request += 1) {
    const orgId = pick(orgIds);
    const answer = await send(pick(children), { kind, ask: orgId });
    if (request >= 0) seen.push({ ...answer, orgId, isHit: answer.units <= hitUnits });
  }
  return seen;
}

/** Asks each organization once. Returns how long the answers took, in milliseconds. Throws if any record is missing in one. */
async function firstAnswers(
  kind: Kind,
  children: readonly ChildProcess[],
  sizes: ReadonlyMap<string, number>,
): Promise<number[]> {
  const times: number[] = [];
  const totals = new Map<number, number>();
  // A new function also opens its connections.
  for (const child of children) await send(child, { kind, ask: 'nobody' });
  for (const [orgId, records] of sizes) {
    const { milliseconds, total } = await send(children[times.length % children.length]!, {
      kind,
      ask: orgId,
    });
    if ((totals.get(records) ?? total) !== total || total === 0)
      throw new Error(`${orgId} answers with ${total} records`);
    totals.set(records, total);
    times.push(milliseconds);
  }
  return times;
}
