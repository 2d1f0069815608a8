import { customerPart, rankedFrom, rankPartition } from '#data/counters/customer-sums.ts';
import { factTallies } from '#data/counters/fact-tallies.ts';
import { rollupPrefix, type Fact, type Rolled } from '#data/counters/facts.ts';
import { counterKey, indexName } from '#data/store/keys.ts';
import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import { bodyOf } from '../caller.ts';
import { itemBytes, type WireItem } from './calculator.ts';
import { asManager, makeTeamOf, putAll } from './many-records.ts';
import type { Pattern } from './pattern.ts';
import { changing, rights, send } from './requests.ts';
import type { World } from './world.ts';

const typeOf = { d: 'deal', f: 'deal', x: 'deal', l: 'lead', s: 'lead', a: 'activity', c: 'customer' };
const families = Object.keys(typeOf) as Rolled[];
const dayMs = 86_400_000;
const dateAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** One person's facts of a year: something on every day except Sundays. */
function factsOf(ahead: boolean): Record<Rolled, Fact[]> {
  const facts = Object.fromEntries(families.map((family) => [family, [] as Fact[]])) as Record<
    Rolled,
    Fact[]
  >;
  const stages = ['sales-qualified', 'sales-demo', 'sales-proposal', 'sales-negotiation', 'sales-won'];
  for (let index = 0; index < 366; index += 1) {
    const day = dateAt(Date.now() + (ahead ? index : -index) * dayMs);
    const put = (family: Rolled, part: string, amounts: Fact['amounts']) =>
      facts[family].push({ family, day, part, amounts });
    if (index % 7 === 0) continue;
    if (ahead) {
      put('x', stages[index % 4] ?? '', { n: 1, 's#l': 1_200_000 });
      continue;
    }
    put('a', '', { c: 2, e: 3, ...(index % 3 ? {} : { m: 1 }), s: 40 });
    if (index % 2) put('l', '', { n: 1, v: index % 4 === 1 ? 1 : 0, r: 1, rt: 7_200 });
    if (index % 2) put('s', ['website', 'referral', 'event'][index % 3] ?? '', { n: 1, v: 1 });
    if (index % 3 === 0) {
      put('d', 'sales', { c: 1, 'cs#l': 1_200_000 });
      put('f', stages[index % 5] ?? '', { n: 1, 's#l': 1_200_000 });
    }
    if (index % 3 === 1) put('d', 'sales', { w: 1, 'ws#l': 1_200_000, wt: 2_000_000 });
    if (index % 6 === 2) put('d', 'sales', { l: 1, 'ls#l': 1_200_000 });
    if (index % 9 === 0) put('c', 'active', { n: 1 });
  }
  return facts;
}

/** What one person won in that year, from a dozen customers each. */
const wonFrom = (person: string): Fact[] =>
  Array.from({ length: 122 }, (_, index) => ({
    family: 'k',
    day: dateAt(Date.now() - index * 3 * dayMs),
    part: customerPart(`${person.slice(0, -2)}${String(index % 12).padStart(2, '0')}`, 'sales'),
    amounts: { w: 1, 'ws#l': 1_200_000 + index },
  }));

/** A year in which a team of 44 did something nearly every day, as stored by the projection. */
async function addYear(world: World): Promise<void> {
  await makeTeamOf(world, 44);
  const { organization } = world;
  const years = [factsOf(false), factsOf(true)];
  const items = new Map<string, Record<string, unknown>>();
  const count = (type: string, facts: readonly Fact[], person: string) => {
    for (const [group, amounts] of Object.entries(factTallies(facts, person))) {
      const key = counterKey(organization.id, type, group);
      const item = items.get(`${key.pk} ${key.sk}`) ?? { ...key };
      for (const [name, amount] of Object.entries(amounts)) item[name] = Number(item[name] ?? 0) + amount;
      const ranked = rankedFrom(group);
      if (ranked) item.g7pk = rankPartition(key.pk, ranked.year, ranked.listOf);
      items.set(`${key.pk} ${key.sk}`, item);
    }
  };
  for (const person of world.team ?? []) {
    for (const facts of years) for (const family of families) count(typeOf[family], facts[family], person);
    count('deal', wonFrom(person), person);
  }
  await putAll(world, [...items.values()]);
  for (const name of reports) {
    await bodyOf(200, send('GET', `/analytics/${name}`)(world));
    // The chart is read completely once after it has changed.
    for (let time = 0; time < 3; time += 1) await bodyOf(200, asManager(`/analytics/${name}`)(world));
  }
  const month = new Date().toISOString().slice(0, 7);
  const [year = 0, at = 0] = month.split('-').map(Number);
  const firstMonth = new Date(Date.UTC(year, at - 12, 1)).toISOString().slice(0, 7);
  const lastAhead = new Date(Date.UTC(year, at + 10, 1)).toISOString().slice(0, 7);
  world.spans = {};
  for (const family of families) {
    const [from, to] = family === 'x' ? [month, lastAhead] : [firstMonth, month];
    const isByYear = ['f', 's', 'x'].includes(family);
    const grain = isByYear ? 'year' : 'month';
    const digits = isByYear ? 4 : 7;
    const size = (of: 'all' | 'owner', by: 'year' | 'month', first: string, last: string) => {
      const prefix = rollupPrefix(family, by, of);
      return bytesBetween(world, typeOf[family], `${prefix}${first}#`, `${prefix}${last}#~`);
    };
    world.spans[`${family} of all`] = await size('all', grain, from.slice(0, digits), to.slice(0, digits));
    world.spans[`${family} of owners by year`] = await size(
      'owner',
      'year',
      from.slice(0, 4),
      to.slice(0, 4),
    );
    world.spans[`${family} of owners by day`] = await size('owner', 'month', month, month);
  }
  const ahead = (of: 'all' | 'owner', by: 'year' | 'month', digits: number) => {
    const prefix = rollupPrefix('d', by, of);
    const [first, last] = [month.slice(0, digits), lastAhead.slice(0, digits)];
    return bytesBetween(world, 'deal', `${prefix}${first}#`, `${prefix}${last}#~`);
  };
  world.spans['d of all ahead'] = await ahead('all', 'month', 7);
  world.spans['d of owners ahead'] = await ahead('owner', 'year', 4);
  world.spans['x undated'] = 0;
  world.spans['customers of this year'] = await bytesOfCustomers(world, year);
  world.spans['customers of last year'] = await bytesOfCustomers(world, year - 1);
}

function bytesBetween(world: World, type: string, from: string, to: string): Promise<number> {
  const { pk } = counterKey(world.organization.id, type, '');
  return bytesOf(world, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
  });
}

/** The organization's largest customers of a year: as many as a report over two years reads of each. */
function bytesOfCustomers(world: World, year: number): Promise<number> {
  const { pk } = counterKey(world.organization.id, 'deal', '');
  return bytesOf(world, {
    IndexName: indexName('g7'),
    KeyConditionExpression: 'g7pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: rankPartition(pk, String(year)) } },
    ScanIndexForward: false,
    Limit: 200,
  });
}

async function bytesOf(world: World, wanted: object): Promise<number> {
  const { info } = world.measured.host;
  const call = createDynamoCall(info.dynamodbUrl, info.region);
  const { Items } = await call('Query', { TableName: info.table, ...wanted });
  return (Items as WireItem[]).reduce((sum, item) => sum + itemBytes(item), 0);
}

const all = (family: Rolled) => [`eventualQuery ${family} of all`];
/** The current month by day only if it contains future facts. */
const owners = (family: Rolled) => [
  `eventualQuery ${family} of owners by year`,
  ...(family === 'a' ? [`eventualQuery ${family} of owners by day`] : []),
];
const byPerson = (['d', 'l', 'a'] as const).flatMap(owners);

/** A range of twelve months starts in the previous year, except in December. */
const byCustomer =
  new Date().getUTCMonth() === 11
    ? ['eventualQuery customers of this year']
    : ['eventualQuery customers of this year', 'eventualQuery customers of last year'];

/** What each report reads for the organization and for a team. */
const readsOf: Record<string, [operation: Pattern['operation'], whole: string[], team: string[]]> = {
  deals: ['analytics.deals', all('d'), owners('d')],
  funnel: ['analytics.funnel', all('f'), owners('f')],
  forecast: [
    'analytics.forecast',
    ['eventualQuery x of all', 'eventualQuery x undated', 'eventualQuery d of all ahead'],
    ['eventualQuery x of owners by year', 'eventualQuery x undated', 'eventualQuery d of owners ahead'],
  ],
  leads: ['analytics.leads', all('s'), owners('l')],
  'lead-sources': ['analytics.leadSources', all('s'), owners('s')],
  activities: ['analytics.activities', all('a'), owners('a')],
  customers: ['analytics.customers', all('c'), owners('c')],
  'customer-revenue': [
    'analytics.customerRevenue',
    [...all('d'), ...byCustomer],
    [...owners('d'), ...byCustomer],
  ],
  people: ['analytics.people', byPerson, byPerson],
};
const reports = Object.keys(readsOf);
/** Whether figures are being recounted. */
const recount = 'eventual counter';

const reportPatterns = reports.flatMap((name, index): Pattern[] => {
  const [operation, whole, team] = readsOf[name] ?? ['analytics.deals', [], []];
  return [
    {
      operation,
      what: 'a year of 44 people',
      by: 'rollups of the organization by month; of each person by year, and by day at the ends',
      class: 'indexed',
      reads: [rights, ...whole, recount],
      ...(index === 0 ? { prepare: addYear } : {}),
      send: send('GET', `/analytics/${name}`),
      goal: { read: 25 },
      variesByDay: true,
    },
    {
      operation,
      what: 'a year, as the manager of a team of 44',
      by: 'rollups of each person by year, and by day at the ends',
      class: 'indexed',
      reads: [rights, 'strong chart', ...team, recount],
      send: asManager(`/analytics/${name}`),
      goal: { read: 25 },
      variesByDay: true,
    },
  ];
});

export const analyticsPatterns: Pattern[] = [
  ...reportPatterns,
  {
    operation: 'analytics.customer',
    what: '',
    by: 'the customer, and the counter of its deals, by key',
    class: 'key',
    reads: [rights, 'strong customer', 'eventualQuery counter', recount],
    send: changing('customer', 'GET', '/analytics/customers/{id}'),
  },
];
