import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { countRequests } from '#data/limits/request-count.ts';
import { newSession } from '#data/store/units.ts';
import { startTable } from './table-under-test.ts';

type Instance = typeof countRequests;

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

/** Loads the module several times. Each copy has its own memory, like an instance of a function. */
async function newInstances(length: number): Promise<Instance[]> {
  const instances: Instance[] = [];
  while (instances.length < length) {
    vi.resetModules();
    instances.push((await import('#data/limits/request-count.ts')).countRequests);
  }
  return instances;
}

/** One span that is longer than any test run, so that counts don't start again. */
const spanSeconds = 1_000_000_000;

test('several instances exceed a limit by at most one block each, and write once per twenty requests', async () => {
  const instances = await newInstances(4);
  const limit = { subject: 'user#many', most: 200, spanSeconds, description: 'No.' };
  let allowed = 0;
  let written = 0;
  for (let sent = 0; sent < 150; sent += 1) {
    for (const count of instances) {
      const session = newSession();
      await count(session, limit).then(
        () => (allowed += 1),
        () => undefined,
      );
      written += session.units.limits;
    }
  }
  expect(allowed).toBeGreaterThanOrEqual(200);
  expect(allowed).toBeLessThan(200 + 4 * 20);
  expect(written).toBeLessThanOrEqual(allowed / 20);
});

test('attempts are counted by address, and not at all if the edge passes none', async () => {
  vi.resetModules();
  vi.stubEnv('ORIGIN_SECRET', 'of a stage under test');
  const { countAddress } = await import('#data/limits/attempt-count.ts');
  const limit = { kind: 'form-posts', most: 2, spanSeconds } as const;
  const accepted = async (address: string | undefined) => {
    let number = 0;
    for (let sent = 0; sent < 4; sent += 1) {
      await countAddress(newSession(), limit, address, new Date().toISOString()).then(
        () => (number += 1),
        () => undefined,
      );
    }
    return number;
  };
  expect([await accepted('192.0.2.7'), await accepted('192.0.2.8'), await accepted(undefined)]).toEqual([
    2, 2, 4,
  ]);
  vi.unstubAllEnvs();
});

test('few requests to each of many functions cause no write', async () => {
  const instances = await newInstances(10);
  const session = newSession();
  const limit = { subject: 'user#light', most: 1_200, spanSeconds, description: 'No.' };
  for (const count of instances) await count(session, limit, 10);
  expect(session.units.limits).toBe(0);
});
