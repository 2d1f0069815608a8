import type { Contact } from '#contract/records/contact.ts';
import { afterAll, expect, test, vi } from 'vitest';
import type { AnyRecord } from '#data/records/definition.ts';
import { contactRecords } from '#data/records/contact.ts';
import { fold } from '#data/values/search-terms.ts';
import { count, pointStep, seed } from '../counts.ts';
import type { Worker } from './workers.ts';
import { randomOf, type Random } from './random.ts';
import {
  deliver,
  newWorld,
  rebuild,
  remove,
  repeat,
  settle,
  stopTable,
  storeAsBefore,
  write,
  type World,
} from './world.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });

afterAll(stopTable);

/**
 * Numbers of the table calls before which a worker crashes or is delayed: from 1 to 10 in the full tier, every third of
 * them in the quick tier.
 */
const calls = Array.from({ length: 10 }, (_, index) => index + 1).filter(
  (point) => point % pointStep === 1 % pointStep,
);
/** A name, and an e-mail address by which the record is looked up. */
const named = (firstName: string) => ({ firstName, email: `${fold(firstName)}@example.com` });

test('a version overtaken within one batch leaves no lookup term missing', async () => {
  for (const crashesAt of calls) {
    const world = newWorld();
    await write(world, 'r1', named('Ana'));
    await deliver(world, 1);
    await write(world, 'r1', named('Zoë'));
    await deliver(world, 1, { crashesAt });
    await write(world, 'r1', named('Ana'));
    expect(await settle(world), `crashed at ${crashesAt}`).toEqual([]);
  }
});

test('records whose counts cancel out are counted even if one was processed concurrently', async () => {
  for (const pausesAt of calls) {
    const world = newWorld();
    await write(world, 'r1', named('Ana'));
    await deliver(world, 1);
    await write(world, 'r2', named('Ben'));
    await write(world, 'r1', { deletedAt: '2026-11-02T00:00:00.000Z' });
    await deliver(world, 2, { pausesAt, meanwhile: () => rebuild(world, 'r1') });
    expect(await settle(world), `paused at ${pausesAt}`).toEqual([]);
  }
});

test('a rebuild that is overtaken by the stream and then dies leaves no lookup term behind', async () => {
  for (const pausesAt of calls.filter((point) => point <= 6)) {
    for (const crashesAt of calls.filter((point) => point >= pausesAt && point < pausesAt + 4)) {
      const world = newWorld();
      await write(world, 'r1', named('Ana'));
      await deliver(world, 1);
      await write(world, 'r1', named('Zoë'));
      const meanwhile = async () => {
        await write(world, 'r1', named('Ana'));
        await deliver(world, 2);
      };
      await rebuild(world, 'r1', { pausesAt, crashesAt, meanwhile });
      expect(await settle(world), `paused at ${pausesAt}, crashed at ${crashesAt}`).toEqual([]);
    }
  }
});

test('a removed record leaves nothing even if an older image arrives late', async () => {
  for (const crashesAt of calls) {
    const world = newWorld();
    await write(world, 'r1', named('Ana'));
    await write(world, 'r1', named('Zoë'));
    await deliver(world, 2);
    await write(world, 'r1', { deletedAt: '2026-11-02T00:00:00.000Z' });
    await remove(world, 'r1');
    await deliver(world, 2, { crashesAt });
    await deliver(world, 2);
    await repeat(world, 0, 3, { crashesAt });
    expect(await settle(world), `crashed at ${crashesAt}`).toEqual([]);
  }
});

test('lookup terms of version 0.8 are replaced with the next change or rebuild of their record', async () => {
  for (const next of [
    (world: World) => write(world, 'r1', { jobTitle: 'Smith' }),
    (world: World) => rebuild(world, 'r1'),
  ]) {
    const world = newWorld();
    await write(world, 'r1', { ...named('Ana'), ownerId: 'owner-1' });
    await deliver(world, 1);
    await storeAsBefore();
    await next(world);
    expect(await settle(world)).toEqual([]);
  }
});

test('more lookup terms than a transaction holds are rebuilt despite a crash', async () => {
  const wordy = (suffix: string) => ({
    ...contactRecords,
    search: {
      ...contactRecords.search,
      terms: ({ firstName }: Contact) => ({
        identifiers: Array.from({ length: 140 }, (_, index) => `${firstName} ${suffix} ${100 + index}`),
      }),
    },
  });
  for (const crashesAt of calls.filter((point) => point > 3 && point < 10)) {
    const world = newWorld(wordy('before'));
    await write(world, 'r1', { firstName: 'Ana', ownerId: 'owner-1' });
    await deliver(world, 1);
    world.definition = wordy('after');
    await rebuild(world, 'r1', { crashesAt });
    await write(world, 'r1', named('Zoë'));
    expect(await settle(world), `crashed at ${crashesAt}`).toEqual([]);
  }
});

/** Values from small sets, so that terms and counts disappear and return. */
function someValues(random: Random): Partial<AnyRecord> {
  return random.oneOf<Partial<AnyRecord>>([
    { firstName: random.oneOf(['Ana', 'Ana María', 'Zoë']) },
    { email: random.oneOf(['ana@example.com', 'z@example.org', undefined]) },
    { nationalId: random.oneOf(['52.123.456-7', '52.123.456-8', undefined]) },
    { ownerId: random.oneOf(['owner-1', 'owner-2', undefined]) },
    { statusId: random.oneOf(['prospect', 'customer']) },
    { tagIds: random.oneOf([['t1'], ['t1', 't2'], undefined]) },
    { jobTitle: 'Smith' },
    { deletedAt: random.oneOf(['2026-11-02T00:00:00.000Z', undefined]) },
  ]);
}

const ids = ['r1', 'r2', 'r3'];

async function writeSome(world: World, random: Random): Promise<void> {
  const id = random.oneOf(ids);
  if (world.records.get(id)?.deletedAt && random.chance(0.3)) await remove(world, id);
  else await write(world, id, someValues(random));
}

/**
 * One random step: a write, a rebuild, a delivery of the next batch to the reader, or another delivery of an earlier
 * batch. While a step is delayed, others run, but never a second reader.
 */
async function act(
  world: World,
  random: Random,
  inner: 'none' | 'reader' | 'rebuild' = 'none',
): Promise<void> {
  const worker = (as: 'reader' | 'rebuild'): Worker => ({
    ...(random.chance(0.4) ? { crashesAt: 1 + random.below(9) } : {}),
    ...(inner === 'none' && random.chance(0.5)
      ? { pausesAt: 1 + random.below(9), meanwhile: () => actSome(world, random, as) }
      : {}),
  });
  const dice = random.below(100);
  if (dice < 45) return writeSome(world, random);
  if (dice < 65) return rebuild(world, random.oneOf(ids), worker('rebuild'));
  if (inner === 'reader') return;
  if (dice < 90) return deliver(world, 1 + random.below(4), worker('reader'));
  const from = random.below(world.done + 1);
  return repeat(world, from, from + 1 + random.below(3), worker('reader'));
}

async function actSome(world: World, random: Random, beside: 'reader' | 'rebuild'): Promise<void> {
  for (let steps = random.below(4); steps > 0; steps -= 1) await act(world, random, beside);
}

test('lookup terms and counters equal a recount after crashes, repetitions and concurrency', async () => {
  for (let run = 0; run < count(20, 3_000); run += 1) {
    const random = randomOf(seed + run);
    const world = newWorld();
    for (let steps = 0; steps < 25; steps += 1) await act(world, random);
    expect(await settle(world), `SEED=${seed + run}`).toEqual([]);
  }
});
