import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { firstKeyId } from '#contract/sealing-keys.ts';
import type { countChanges } from '#data/limits/change-count.ts';
import type { takeRequest } from '#data/limits/request-bucket.ts';
import { newSession } from '#data/store/units.ts';
import { startTable } from './table-under-test.ts';

type Instance = typeof takeRequest;

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
    instances.push((await import('#data/limits/request-bucket.ts')).takeRequest);
  }
  return instances;
}

/** One span that is longer than any test run, so that counts don't start again. */
const spanSeconds = 1_000_000_000;

test('several instances exceed a limit by at most one block each, and write once per twenty requests', async () => {
  const instances = await newInstances(4);
  const limit = { subject: 'user#many', by: 'user', most: 200 } as const;
  let allowed = 0;
  let written = 0;
  const begun = Date.now();
  for (let sent = 0; sent < 150; sent += 1) {
    for (const take of instances) {
      const session = newSession();
      await take(session, limit).then(
        () => (allowed += 1),
        () => undefined,
      );
      written += session.units.limits;
    }
  }
  const refilled = Math.ceil(((Date.now() - begun) / 60_000) * 200);
  expect(allowed).toBeGreaterThanOrEqual(200);
  expect(allowed).toBeLessThan(200 + refilled + 4 * 20);
  expect(written).toBeLessThanOrEqual(allowed / 20 + 4);
});

test('what instances let through beyond a limit delays later requests', async () => {
  const [first, second] = await newInstances(2);
  const limit = { subject: 'user#debt', by: 'user', most: 60 } as const;
  await first!(newSession(), limit, 119);
  await expect(second!(newSession(), limit, 19)).resolves.toBeUndefined();
  const refused = await second!(newSession(), limit).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'too_many_requests' });
  expect((refused as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(70);
});

test('a bucket fills up again steadily, and is never more than full', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    vi.setSystemTime(new Date('2027-01-01T00:00:30Z'));
    const [take] = await newInstances(1);
    const limit = { subject: 'user#steady', by: 'user', most: 60 } as const;
    const taken = async () => {
      for (let number = 0; ; number += 1) {
        const session = newSession();
        const isTaken = await take!(session, limit).then(
          () => true,
          () => false,
        );
        if (!isTaken) return number;
      }
    };
    expect(await taken()).toBe(60);
    vi.setSystemTime(new Date('2027-01-01T00:01:00Z'));
    expect(await taken()).toBe(30);
    vi.setSystemTime(new Date('2027-01-01T00:09:00Z'));
    expect(await taken()).toBe(60);
  } finally {
    vi.useRealTimers();
  }
});

test('changes are counted by day, by all instances together', async () => {
  const instances: (typeof countChanges)[] = [];
  while (instances.length < 3) {
    vi.resetModules();
    instances.push((await import('#data/limits/change-count.ts')).countChanges);
  }
  const limit = { subject: 'org#many', by: 'organization', most: 100 } as const;
  let allowed = 0;
  for (let sent = 0; sent < 100; sent += 1) {
    for (const count of instances) {
      await count(newSession(), limit).then(
        () => (allowed += 1),
        () => undefined,
      );
    }
  }
  expect(allowed).toBeGreaterThanOrEqual(100);
  expect(allowed).toBeLessThan(100 + 3 * 20);
});

test('attempts are counted by address, and not at all if the edge passes none', async () => {
  vi.resetModules();
  const { countAddress } = await import('#data/limits/attempt-count.ts');
  const { useSealingKeys } = await import('#data/store/stage-key.ts');
  useSealingKeys({ [firstKeyId]: 'of a stage under test' });
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
});

test('few requests to each of many functions cause no write', async () => {
  const instances = await newInstances(10);
  const session = newSession();
  const limit = { subject: 'user#light', by: 'user', most: 1_200 } as const;
  for (const take of instances) await take(session, limit, 9);
  expect(session.units.limits).toBe(0);
});
