import { afterAll, expect, test, vi } from 'vitest';
import type { Activity } from '#contract/logged-activity.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { count, seed } from '../counts.ts';
import { analyticsDifferences } from './analytics-recount.ts';
import {
  act,
  deliver,
  newAnalyticsWorld,
  purge,
  rebuild,
  rollups,
  stopTable,
  write,
  type AnalyticsWorld,
  type Counted as AnyCounted,
} from './analytics-world.ts';
import type { Worker } from './workers.ts';
import { randomOf, type Random } from './random.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });
afterAll(stopTable);

/** Invoices have tests of their own. */
type Counted = Exclude<AnyCounted, 'invoice'>;

const owners = ['ana', 'ben', undefined];
const openStages = ['sales-qualified', 'sales-demo', 'sales-proposal', 'sales-negotiation'];

/**
 * A random instant from 2025 to 2028. Some are within two hours in which daylight saving time starts or ends in Europe,
 * or in which a day starts in Bogotá.
 */
function someInstant(random: Random): string {
  const edges = ['2026-03-29T00:59:59.999Z', '2026-10-25T01:00:00.000Z', '2026-11-01T04:30:00.000Z'];
  const edge = random.chance(0.3) ? Date.parse(random.oneOf(edges)) : Date.parse('2025-01-01T00:00:00Z');
  const span = random.chance(0.3) ? 7_200_000 : 700 * 86_400_000;
  return new Date(edge + random.below(span)).toISOString();
}

function someValue(random: Random): Partial<AnyRecord> {
  if (random.chance(0.1)) return { value: undefined, exchangeRate: undefined };
  const currency = random.oneOf(['USD', 'USD', 'EUR']);
  const amountMinor = random.chance(0.1)
    ? 9_000_000_000_000 + random.below(1_000_000)
    : random.below(9_000_000);
  return {
    value: { amountMinor, currency },
    exchangeRate: currency === 'EUR' && random.chance(0.7) ? 1.0837 : undefined,
  };
}

/**
 * The fields that the product changes when a deal moves to another stage: when it was closed, its last open stage, and
 * the time spent in each stage.
 */
function moved(random: Random, deal: AnyRecord): Partial<AnyRecord> {
  const stageId = random.oneOf([...openStages, 'sales-won', 'sales-won', 'sales-won', 'sales-lost']);
  const isOpen = openStages.includes(stageId);
  const wasOpen = openStages.includes(String(deal.stageId));
  return {
    stageId,
    closedAt: isOpen ? undefined : someInstant(random),
    openStageId: isOpen ? undefined : wasOpen ? deal.stageId : deal.openStageId,
    stageSeconds: { ...(deal.stageSeconds as object), [String(deal.stageId)]: random.below(1_000) },
  };
}

function someDeal(random: Random, deal: AnyRecord): Partial<AnyRecord> {
  return random.oneOf<Partial<AnyRecord>>([
    someValue(random),
    moved(random, deal),
    moved(random, deal),
    { ownerId: random.oneOf(owners) },
    { customerId: random.oneOf(['acme', 'globex', undefined]) },
    { probability: random.oneOf([0, 35, 100, undefined]) },
    { expectedCloseDate: random.oneOf(['2026-11-30', '2026-12-01', '2027-02-28', undefined]) },
    // For a closed deal, this changes the day on which it was won or lost.
    deal.closedAt ? { closedAt: someInstant(random) } : { title: 'Another' },
    { deletedAt: deal.deletedAt ? undefined : '2026-11-20T00:00:00.000Z' },
  ]);
}

function someLead(random: Random, lead: AnyRecord): Partial<AnyRecord> {
  return random.oneOf<Partial<AnyRecord>>([
    { statusId: random.oneOf(['new', 'contacted', 'unqualified', 'lost']) },
    { statusId: 'closed', convertedAt: lead.convertedAt ?? someInstant(random) },
    { sourceId: random.oneOf(['website', 'referral', undefined]) },
    { ownerId: random.oneOf(owners) },
    { deletedAt: lead.deletedAt ? undefined : '2026-11-20T00:00:00.000Z' },
  ]);
}

const first: Record<Counted, Partial<AnyRecord>> = {
  deal: { title: 'Deal', pipelineId: 'sales', stageId: 'sales-qualified' },
  lead: { firstName: 'Ana', fullName: 'Ana', statusId: 'new', score: 0 },
  customer: { name: 'Acme', code: 'CUST-0001', statusId: 'active' },
};

async function make(world: AnalyticsWorld, random: Random): Promise<void> {
  const type = random.oneOf<Counted>(['deal', 'deal', 'lead', 'customer']);
  const createdAt = someInstant(random);
  const head = {
    createdAt,
    createdBy: 'u',
    updatedAt: createdAt,
    updatedBy: 'u',
    ownerId: random.oneOf(owners),
  };
  await write(world, type, `${type}-${world.stream.length}`, {
    ...head,
    ...first[type],
    ...someValueOf(type, random),
  });
}

const someValueOf = (type: Counted, random: Random) =>
  type === 'deal' ? { ...someValue(random), customerId: random.oneOf(['acme', 'globex', undefined]) } : {};

async function changeRecord(world: AnalyticsWorld, random: Random): Promise<void> {
  const [id, { type, record }] = random.oneOf([...world.records]);
  if (record.deletedAt && random.chance(0.4)) return purge(world, id);
  const patch =
    type === 'deal'
      ? someDeal(random, record)
      : type === 'lead'
        ? someLead(random, record)
        : {
            statusId: random.oneOf(['active', 'vip']),
            deletedAt: random.chance(0.2) ? '2026-11-20T00:00:00.000Z' : undefined,
          };
  await write(world, type, id, patch);
}

const gone: Activity[] = [];

async function changeActivity(world: AnalyticsWorld, random: Random): Promise<void> {
  const live = [...world.activities.values()];
  const restorable = gone.filter(({ recordId }) => world.records.has(recordId));
  if (restorable.length > 0 && random.chance(0.2)) {
    const back = random.oneOf(restorable);
    gone.splice(gone.indexOf(back), 1);
    return act(world, { ...back, deletedAt: undefined });
  }
  if (live.length === 0 || random.chance(0.5)) {
    const [recordId, { type: recordType }] = random.oneOf([...world.records]);
    return act(world, {
      id: `activity-${world.stream.length}`,
      recordType,
      recordId,
      kind: random.oneOf(['call', 'email', 'meeting']),
      title: 'Spoke',
      date: someInstant(random),
      ...(random.chance(0.5) ? { durationMinutes: random.below(90) } : {}),
      userId: random.oneOf(['ana', 'ben']),
      userName: 'Ana',
      createdAt: someInstant(random),
    });
  }
  const activity = random.oneOf(live);
  if (random.chance(0.2)) {
    gone.push(activity);
    return act(world, { ...activity, deletedAt: '2026-11-20T00:00:00.000Z' });
  }
  return act(
    world,
    random.chance(0.6)
      ? { ...activity, date: someInstant(random) }
      : { ...activity, durationMinutes: random.below(90) },
  );
}

/**
 * One random event: a write, a rebuild, or a delivery to the reader. Rebuilds and deliveries may crash or be delayed,
 * and a delivery may repeat earlier stream records.
 */
async function step(world: AnalyticsWorld, random: Random, inner = false): Promise<void> {
  const worker = (): Worker => ({
    ...(random.chance(0.15) ? { crashesAt: 1 + random.below(14) } : {}),
    ...(!inner && random.chance(0.2)
      ? { pausesAt: 1 + random.below(10), meanwhile: () => step(world, random, true) }
      : {}),
  });
  const dice = random.below(100);
  if (world.records.size === 0 || dice < 12) return make(world, random);
  if (dice < 50) return changeRecord(world, random);
  if (dice < 75) return changeActivity(world, random);
  if (dice < 79) {
    const [id, { type }] = random.oneOf([...world.records]);
    return rebuild(world, type, id, worker());
  }
  // A second reader never works at the same time as the first.
  if (inner) return;
  if (dice < 95) return deliver(world, 1 + random.below(12), worker());
  return deliver(world, 1 + random.below(6), worker(), random.below(40));
}

test.each(['America/Bogota', 'Europe/Madrid', 'Pacific/Apia'])(
  'analytics equal a recount by plain code after random events, crashes, repeats and late arrivals: %s',
  async (timeZone) => {
    const events = count(100, 3_400);
    const random = randomOf(seed);
    const world = await newAnalyticsWorld(timeZone.replace('/', '-'), timeZone);
    gone.length = 0;
    while (world.stream.length < events) await step(world, random);
    while (world.done < world.stream.length) await deliver(world, 12);
    const everything = {
      organization: world.organization,
      records: [...world.records.values()],
      activities: [...world.activities.values()],
    };
    expect(analyticsDifferences(await rollups(world), everything), `SEED=${seed}`).toEqual([]);
  },
);
