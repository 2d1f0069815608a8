import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeBudgetKey } from '#data/store/pass-keys.ts';
import { bulkWriteUnitsPerSecond, stageSettings } from '#infra/stages.ts';
import { startTable } from './table-under-test.ts';

const unitsPerSecond = bulkWriteUnitsPerSecond(stageSettings('prod'));
/** The runs of jobs, of imports, and of the three passes that can be under way at the same time. */
const runners = 11;
/** The units of an ordinary step of a job. */
const stepUnits = 350;

type Instance = typeof import('#data/store/write-budget.ts') & typeof import('#data/store/units.ts');

let table: Awaited<ReturnType<typeof startTable>>;
let stored: () => Promise<number>;
beforeAll(async () => {
  vi.stubEnv('BULK_WRITE_UNITS_PER_SECOND', String(unitsPerSecond));
  table = await startTable();
  const { getItem } = await import('#data/store/table.ts');
  const { newSession } = await import('#data/store/units.ts');
  stored = async () => (await getItem<{ fullAtMs: number }>(newSession(), writeBudgetKey))?.fullAtMs ?? 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await table.stop();
});

/** Loads the module anew, with memory of its own, like an instance of a function. */
async function newInstance(): Promise<Instance> {
  vi.resetModules();
  return { ...(await import('#data/store/write-budget.ts')), ...(await import('#data/store/units.ts')) };
}

/** A step that writes some units. Which items it writes doesn't matter to the budget. */
async function step({ withinBudget, newSession }: Instance, units: number): Promise<void> {
  const session = newSession();
  await withinBudget(session, async () => void (session.units.write += units));
}

test('all runners of a stage together write no more than its budget, however many there are', async () => {
  const instances = await Promise.all(Array.from({ length: runners }, newInstance));
  const steps = 3;
  const startedAt = Date.now();
  await Promise.all(
    instances.map(async (instance) => {
      for (let done = 0; done < steps; done += 1) await step(instance, stepUnits);
    }),
  );
  const seconds = (Date.now() - startedAt) / 1000;
  const units = runners * steps * stepUnits;
  // Each runner has waited for what all of them wrote, so nothing is charged that time hasn't made up for.
  expect(seconds).toBeGreaterThanOrEqual(units / unitsPerSecond);
  expect(((await stored()) - startedAt) / 1000).toBeGreaterThanOrEqual(units / unitsPerSecond);
}, 60_000);

test('a runner that works alone has the whole budget, and waits only for what it has written itself', async () => {
  const instance = await newInstance();
  const before = Date.now();
  await step(instance, stepUnits);
  const takenMs = (await stored()) - before;
  expect(takenMs).toBeGreaterThanOrEqual((stepUnits * 1000) / unitsPerSecond);
  expect(takenMs).toBeLessThanOrEqual(Date.now() - before);
});

test('small amounts are charged together, also those of work that fails', async () => {
  const instance = await newInstance();
  const { withinBudget, newSession } = instance;
  const before = await stored();
  const block = unitsPerSecond / 20;
  await step(instance, block - 2);
  const session = newSession();
  expect(await stored()).toBe(before);
  const failing = withinBudget(session, () => {
    session.units.write += 2;
    return Promise.reject(new Error('interrupted'));
  });
  await expect(failing).rejects.toThrow('interrupted');
  expect(await stored()).toBeGreaterThan(before);
});
