import { afterAll, expect, test, vi } from 'vitest';
import { rollupPrefix } from '#data/counters/facts.ts';
import { pointStep } from '../counts.ts';
import { deliver, newAnalyticsWorld, rollups, stopTable, write } from './analytics-world.ts';
import type { Worker } from './workers.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });
afterAll(stopTable);

/** More rates, each with rollups of its own, than a transaction has actions. */
const lines = Array.from({ length: 60 }, (_, place) => ({
  description: 'Work',
  quantity: 1,
  unitPriceMinor: 1_000 + place,
  productId: `product-${place}`,
  taxPercent: (place + 1) / 10,
}));
const stamp = '2026-03-31T10:00:00.000Z';
const issued = {
  code: 'D-0001',
  number: 'F2026-0001',
  title: 'F2026-0001',
  kindId: 'invoice',
  statusId: 'open',
  customerId: 'acme',
  currency: 'EUR',
  issuedOn: '2026-03-31',
  issuedAt: stamp,
  lines,
  createdAt: stamp,
  createdBy: 'u',
  updatedAt: stamp,
  updatedBy: 'u',
};

type World = Awaited<ReturnType<typeof newAnalyticsWorld>>;

/** The amounts in rollups that aren't zero. */
async function amountsOf(world: World): Promise<Record<string, number>> {
  const items = (await rollups(world)).filter(({ sk }) => sk.startsWith('facts#'));
  const amounts: Record<string, number> = {};
  for (const { sk, ...attributes } of items)
    for (const [name, value] of Object.entries(attributes))
      if (typeof value === 'number' && value !== 0) amounts[`${sk} ${name}`] = value;
  return amounts;
}

/** What is counted after an invoice was issued, handed over and voided, with a worker that crashes each time. */
async function countedBy(name: string, worker: Worker): Promise<Record<string, number>[]> {
  const world = await newAnalyticsWorld(name, 'Europe/Madrid');
  const counted: Record<string, number>[] = [];
  for (const change of [{ ...issued, ownerId: 'ana' }, { ownerId: 'ben' }, { voidedAt: stamp }]) {
    await write(world, 'invoice', 'long', change);
    await deliver(world, 1, worker);
    while (world.done < world.stream.length) await deliver(world, 1);
    // A repeated image changes nothing.
    await deliver(world, 1, {}, 1);
    counted.push(await amountsOf(world));
  }
  return counted;
}

test('a document with more rates than a transaction has actions is counted exactly once, wherever a crash interrupts it', async () => {
  const [ofAna = {}, ofBen = {}, none] = await countedBy('calm', {});
  const sumOf = (amounts: Record<string, number>, start: string) =>
    Object.entries(amounts).reduce((sum, [name, amount]) => sum + (name.startsWith(start) ? amount : 0), 0);
  const net = lines.reduce((sum, { unitPriceMinor }) => sum + unitPriceMinor, 0);
  const isNet = (amounts: Record<string, number>) =>
    Object.fromEntries(Object.entries(amounts).filter(([name]) => name.endsWith(' 03b#l')));
  const whole = rollupPrefix('taxes', 'year', 'all');
  const owned = rollupPrefix('taxes', 'year', 'owner');
  expect(sumOf(isNet(ofAna), `${whole}2026#EUR#tax#`)).toBe(net);
  expect(sumOf(isNet(ofAna), `${owned}2026#ana#EUR#tax#`)).toBe(net);
  expect(sumOf(isNet(ofBen), `${owned}2026#ben#EUR#tax#`)).toBe(net);
  expect(sumOf(isNet(ofBen), `${owned}2026#ana#EUR#tax#`)).toBe(0);
  expect(Object.keys(ofBen).filter((name) => name.startsWith('facts#t#Y#2026#EUR#tax#'))).toHaveLength(120);
  expect(none).toEqual({});
  for (let crashesAt = 1; crashesAt <= 24; crashesAt += pointStep)
    expect([crashesAt, ...(await countedBy(`crash-${crashesAt}`, { crashesAt }))]).toEqual([
      crashesAt,
      ofAna,
      ofBen,
      {},
    ]);
});
