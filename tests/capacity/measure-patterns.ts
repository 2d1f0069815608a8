import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { unitsOf } from './calculator.ts';
import { startMeasuredHost, type Measured, type Trips, type Used } from './measured-host.ts';
import { patterns } from './patterns.ts';
import type { Pattern } from './pattern.ts';
import { itemSizes, makeWorld, type World } from './world.ts';

export interface MeasuredPattern extends Measured {
  pattern: Pattern;
  trips: Trips;
  calculated: Measured;
}

export interface Measurement {
  sizes: Record<string, number>;
  patterns: MeasuredPattern[];
}

/** Starts a host and measures the patterns on it, one after the other. */
export async function measurePatterns(): Promise<Measurement> {
  const measured = await startMeasuredHost();
  try {
    const world = await makeWorld(measured);
    await warmUp(world);
    const results: (Measured & { pattern: Pattern; trips: Trips })[] = [];
    for (const pattern of patterns) {
      await pattern.prepare?.(world);
      const { answer, trips, request, then } = await measured.measure(() => pattern.send(world));
      if (answer.status >= 300) throw new Error(`${pattern.operation}: ${answer.status} ${answer.text}`);
      const following = pattern.thenVaries ? { read: 0, write: 0 } : then;
      results.push({ pattern, trips, request: withoutSecondYear(pattern, request), then: following });
      if (pattern.thenVaries) await jobsEnded(world);
    }
    const sizes = await itemSizes(world);
    return {
      sizes,
      patterns: results.map((result) => ({
        ...result,
        calculated: calculated(result.pattern, { ...sizes, ...world.spans }),
      })),
    };
  } finally {
    await measured.host.stop();
  }
}

/**
 * Waits until no job is in progress. A job that merges or removes something first waits until all functions know about
 * it, which the host doesn't count as an effect, and would otherwise run while a later pattern is measured.
 */
async function jobsEnded({ owner, organization: { path } }: World): Promise<void> {
  await awaited(
    'the end of all jobs',
    async () => (await bodyOf(200, owner.call('GET', `${path}/jobs`))).items,
    (items) => items.every(({ state }: { state: string }) => state !== 'freezing' && state !== 'running'),
  );
}

/** Starts functions before the measurement by calling them. */
async function warmUp({ owner, organization: { path } }: World): Promise<void> {
  const get = (rest: string) => bodyOf(200, owner.call('GET', path + rest));
  const [{ id, version, city }] = (await get('/contacts?limit=1&sort=createdAt')).items;
  const lists = ['', '/members', '/tags', '/invitations', '/api-keys', '/dashboard', '/search?q=zz'];
  const records = [
    '/customers',
    '/leads',
    '/deals',
    '/vendors',
    '/employees',
    '/quotes',
    '/orders',
    '/invoices',
    '/payments',
    '/billing',
    '/pipelines',
    '/status-lists/leadStatuses',
    '/jobs',
    '/tasks',
    '/custom-fields/vendor',
  ];
  const entryLists = ['notes', 'attachments', 'activities', 'timeline'].map(
    (kind) => `/${kind}/contact/${id}`,
  );
  // One after the other: starting all functions at once takes too long for a request on a busy machine.
  for (const address of [...lists, ...records, '/calendar', ...entryLists]) await get(address);
  // A change to a record starts the stream readers.
  const body = { city: city === 'Cali' ? 'Bogotá' : 'Cali' };
  await bodyOf(200, owner.call('PATCH', `${path}/contacts/${id}`, { body, ifMatch: version }));
}

/**
 * Subtracts the half unit that `dashboard.get` costs in January only, when it reads the deals won in this month and in
 * the previous one from the items of two years.
 */
function withoutSecondYear({ operation }: Pattern, used: Used): Used {
  if (operation !== 'dashboard.get') return used;
  return { ...used, read: used.read - (new Date().getUTCMonth() === 0 ? 0.5 : 0) };
}

function calculated(pattern: Pattern, sizes: Record<string, number>): Measured {
  const { reads, writes = [], thenReads = [], thenWrites = [] } = pattern;
  return {
    request: { read: unitsOf(reads, sizes), write: unitsOf(writes, sizes) },
    then: { read: unitsOf(thenReads, sizes), write: unitsOf(thenWrites, sizes) },
  };
}
