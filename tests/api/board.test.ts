import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Pipeline } from '#contract/organization.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { newDeal, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let manager: Person;
let employee: Person;
let stranger: Person;
let tagId: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  const { owner, path } = organization;
  manager = await addMember(host, organization, 'manager');
  employee = await addMember(host, organization, 'employee');
  stranger = await addMember(host, organization, 'employee');
  const hire = (firstName: string, userId: string, managerId?: string) =>
    bodyOf(
      201,
      owner.call('POST', `${path}/employees`, {
        body: { firstName, userId, ...(managerId ? { managerId } : {}) },
      }),
    );
  const { id } = await hire('Boss', manager.userId);
  await hire('Report', employee.userId, id);
  ({ id: tagId } = await bodyOf(201, owner.call('POST', `${path}/tags`, { body: { name: unique('tag ') } })));
});

interface Deal {
  id: string;
  version: number;
  stageId: string;
  ownerId?: string;
  tagIds?: string[];
  probability?: number;
  value?: { amountMinor: number; currency: string };
  exchangeRate?: number;
}
const deals = new Map<string, Deal>();
const keep = (deal: Deal): Deal => (deals.set(deal.id, deal), deal);

const settings = async (): Promise<{ version: number; pipelines: Pipeline[] }> =>
  bodyOf(200, organization.owner.call('GET', organization.path));

/** Computes a board's numbers from those of the test's deals for which `mine` returns true. */
async function recount(mine: (deal: Deal) => boolean) {
  const [pipeline] = (await settings()).pipelines;
  return pipeline!.stages
    .filter(({ retired }) => !retired)
    .map((stage) => {
      const inStage = [...deals.values()].filter((deal) => deal.stageId === stage.id && mine(deal));
      const minor = ({ value, exchangeRate = 0 }: Deal) =>
        !value
          ? 0
          : value.currency === 'USD'
            ? value.amountMinor
            : Math.round(value.amountMinor * exchangeRate);
      const percent = (deal: Deal) =>
        stage.meaning === 'open' ? (deal.probability ?? stage.probability) : stage.probability;
      const sum = inStage.reduce((total, deal) => total + minor(deal), 0);
      const weighted = inStage.reduce((total, deal) => total + minor(deal) * percent(deal), 0);
      return {
        stageId: stage.id,
        count: inStage.length,
        sumMinor: sum,
        weightedMinor: Math.floor((weighted + 50) / 100),
        ids: inStage.map(({ id }) => id).sort(),
      };
    });
}

async function boardOf(call: Call, query: Record<string, string> = {}) {
  await host.settled(organization);
  const { columns } = await bodyOf(200, call('GET', `${organization.path}/deals/board`, { query }));
  return columns.map(({ cards, ...rest }: any) => ({
    ...rest,
    ids: cards.items.map(({ id }: Deal) => id).sort(),
  }));
}

test('counts, sums and weighted sums always equal a recount, for everyone, a team and oneself', async () => {
  const { owner, path } = organization;
  const stage = fc
    .constantFrom('qualified', 'demo', 'proposal', 'won', 'lost')
    .map((name) => `sales-${name}`);
  const reasonFor = (stageId: string) => (stageId === 'sales-lost' ? { lostReason: 'Price' } : {});
  const values = fc.record(
    {
      value: fc.oneof(
        fc.integer({ min: 0, max: 900_000_000 }).map(usd),
        fc.integer({ min: 0, max: 900_000 }).map((amountMinor) => ({ amountMinor, currency: 'EUR' })),
      ),
      exchangeRate: fc.constantFrom(0.5, 1.25),
      probability: fc.integer({ min: 0, max: 100 }),
      stageId: stage,
      ownerId: fc.constantFrom(...[manager, employee, stranger, owner].map(({ userId }) => userId)),
    },
    { requiredKeys: ['stageId'] },
  );
  const step = fc.record({
    kind: fc.constantFrom(
      'create',
      'create',
      'create',
      'change',
      'change',
      'move',
      'move',
      'delete',
      'restore',
    ),
    which: fc.nat(),
    values,
  });
  const steps = fc.sample(step, { numRuns: count(40, 600), seed });
  for (const { kind, which, values: drawn } of steps) {
    const input = { ...drawn, ...reasonFor(drawn.stageId) };
    const all = [...deals.values()];
    const deal = all[which % (all.length || 1)];
    const to = `${path}/deals/${deal?.id}`;
    const ifMatch = deal?.version ?? 1;
    if (kind === 'create' || !deal) keep(await newDeal(organization, input));
    else if (kind === 'change') keep(await bodyOf(200, owner.call('PATCH', to, { body: input, ifMatch })));
    else if (kind === 'move') {
      const body = { stageId: input.stageId, ...reasonFor(input.stageId) };
      keep(await bodyOf(200, owner.call('POST', `${to}/move`, { body, ifMatch })));
    } else {
      const gone = await bodyOf(200, owner.call('DELETE', to, { ifMatch }));
      deals.delete(deal.id);
      if (kind === 'restore') keep(await bodyOf(200, owner.call('POST', `${path}/deals/${gone.id}/restore`)));
    }
  }
  // Ensures that the comparison below covers more than a few deals.
  expect(deals.size).toBeGreaterThan(10);
  const team = [manager.userId, employee.userId];
  expect(await boardOf(owner.call)).toEqual(await recount(() => true));
  expect(await boardOf(manager.call)).toEqual(await recount(({ ownerId }) => team.includes(ownerId!)));
  expect(await boardOf(employee.call)).toEqual(await recount(({ ownerId }) => ownerId === employee.userId));
  const query = { ownerId: `${stranger.userId},none` };
  expect(await boardOf(owner.call, query)).toEqual(
    await recount(({ ownerId }) => ownerId === undefined || ownerId === stranger.userId),
  );
  expect(await boardOf(employee.call, query)).toEqual(await recount(() => false));
});

test('a changed stage probability applies immediately, without a recount', async () => {
  const { owner, path } = organization;
  const { version, pipelines } = await settings();
  const [pipeline] = pipelines;
  const stages = pipeline!.stages
    .filter(({ meaning }) => meaning === 'open')
    .map(({ id, name, color, probability }) => ({ id, name, color, probability: 100 - probability - 13 }));
  const input = stages.map((stage) => ({ ...stage, probability: Math.max(0, stage.probability) }));
  await bodyOf(
    200,
    owner.call('PATCH', `${path}/pipelines/sales`, { body: { stages: input }, ifMatch: version }),
  );
  // Functions can cache the old settings for five seconds.
  await sleep(5_100);
  expect(await boardOf(owner.call)).toEqual(await recount(() => true));
});

test('with tags the numbers are those of matching cards', async () => {
  const tagged = keep(
    await newDeal(organization, { tagIds: [tagId], value: usd(250), stageId: 'sales-demo' }),
  );
  const columns = await boardOf(organization.owner.call, { tagIds: tagId });
  const demo = columns.find(({ stageId }: any) => stageId === 'sales-demo');
  expect(demo).toMatchObject({ count: 1, sumMinor: 250, ids: [tagged.id] });
});

test('a search narrows the board to the deals it finds within reach, with their counts and sums', async () => {
  const word = unique('quarry');
  for (const [stageId, owner] of [
    ['sales-demo', employee],
    ['sales-demo', stranger],
    ['sales-proposal', employee],
  ] as const) {
    const values = { title: `${word} lift`, stageId, ownerId: owner.userId, value: usd(10_000) };
    keep(await newDeal(organization, values));
  }
  const mine = (owners: Person[]) => (deal: Deal & { title?: string }) =>
    deal.title?.startsWith(word) === true && owners.some(({ userId }) => userId === deal.ownerId);
  const everybody = [employee, stranger];
  expect(await boardOf(organization.owner.call, { q: word })).toEqual(await recount(mine(everybody)));
  const own = { q: `lift ${word}`, ownerId: employee.userId };
  expect(await boardOf(organization.owner.call, own)).toEqual(await recount(mine([employee])));
  expect(await boardOf(stranger.call, { q: word })).toEqual(await recount(mine([stranger])));
});

test('a column returns its first 50 cards and the cursor with which the list continues', async () => {
  const own = await newOrganization(await newPerson(host));
  const { call } = own.owner;
  const items = Array.from({ length: 49 }, (_, index) => ({ title: `Card ${index}`, value: usd(2 ** 52) }));
  for (let turn = 0; turn < 2; turn += 1)
    await bodyOf(201, call('POST', `${own.path}/deals/bulk`, { body: { items } }));
  await host.settled(own);
  const board = await bodyOf(200, call('GET', `${own.path}/deals/board`));
  const [column, ...others] = board.columns;
  expect(column).toMatchObject({ count: 98, cards: { total: 98 } });
  expect(column.sumMinor).toBe(Number.MAX_SAFE_INTEGER);
  expect(column.cards.items).toHaveLength(50);
  expect(others.map((other: any) => other.count)).toEqual([0, 0, 0, 0, 0]);
  const query = { stageId: column.stageId, sort: 'position', cursor: column.cards.nextCursor, limit: '100' };
  const rest = await bodyOf(200, call('GET', `${own.path}/deals`, { query }));
  expect(rest.items).toHaveLength(48);
  expect(new Set([...column.cards.items, ...rest.items].map(({ id }: Deal) => id)).size).toBe(98);
});

test('a column shows all own cards among many others, and continues where it ends', async () => {
  const own = await newOrganization(await newPerson(host));
  const one = await addMember(host, own, 'employee');
  const mine = [];
  for (let made = 0; made < 3; made += 1) mine.push(await newDeal(own, { value: usd(100) }, one.call));
  const { call, userId: ownerId } = own.owner;
  const items = Array.from({ length: 49 }, () => ({ title: 'Of others', ownerId }));
  for (let turn = 0; turn < 3; turn += 1)
    await bodyOf(201, call('POST', `${own.path}/deals/bulk`, { body: { items } }));
  await host.settled(own);
  const columnFor = async (query: Record<string, string>, by: Call = one.call) => {
    const { columns } = await bodyOf(200, by('GET', `${own.path}/deals/board`, { query }));
    return columns[0];
  };
  const ids = mine.map(({ id }) => id).reverse();
  const idsOf = ({ items: cards }: { items: Deal[] }) => cards.map(({ id }) => id);
  const column = await columnFor({});
  expect(column).toMatchObject({
    count: 3,
    sumMinor: 300,
    cards: { total: 3 },
  });
  expect([idsOf(column.cards), column.cards.nextCursor]).toEqual([ids, undefined]);
  expect(idsOf((await columnFor({ ownerId: one.userId }, call)).cards)).toEqual(ids);
  const { cards } = await columnFor({ limit: '2' });
  expect([idsOf(cards), cards.total]).toEqual([ids.slice(0, 2), 3]);
  const query = { stageId: column.stageId, sort: 'position', cursor: cards.nextCursor };
  expect(idsOf(await bodyOf(200, one.call('GET', `${own.path}/deals`, { query })))).toEqual(ids.slice(2));
});

test('a current board includes every answered change in its cards, with custom fields, and in its sums', async () => {
  const own = await newOrganization(await newPerson(host), { currency: 'USD' });
  const fields = `${own.path}/custom-fields/deal`;
  const { version: ifMatch } = await bodyOf(200, own.owner.call('GET', fields));
  const field = { key: 'code', kind: 'text', label: 'Code' };
  await bodyOf(201, own.owner.call('POST', fields, { body: field, ifMatch }));
  for (let count = 1; count < 5; count += 1) {
    const custom = { code: `C${count}` };
    const { id, stageId } = await newDeal(own, { value: usd(100), custom });
    const { columns } = await bodyOf(
      200,
      own.owner.call('GET', `${own.path}/deals/board`, { query: { current: 'true' } }),
    );
    const column = columns.find((one: { stageId: string }) => one.stageId === stageId);
    expect(column).toMatchObject({ count, sumMinor: 100 * count });
    expect(column.cards.items.find((card: { id: string }) => card.id === id)).toMatchObject({ custom });
  }
});

test('an unknown pipeline is refused', async () => {
  const { status, body } = await organization.owner.call('GET', `${organization.path}/deals/board`, {
    query: { pipelineId: 'no-such' },
  });
  expect([status, body.errors[0].pointer]).toEqual([422, '/query/pipelineId']);
});
