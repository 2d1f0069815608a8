import { setTimeout } from 'node:timers/promises';
import { customerPart, rankedFrom, rankPartition } from '#data/counters/customer-sums.ts';
import { families, type Amount, type Family, type Rolled } from '#data/counters/codes.ts';
import { factTallies } from '#data/counters/fact-tallies.ts';
import { factOf, rollupPrefix, type Fact, type Money } from '#data/counters/facts.ts';
import { paymentPart, taxPart } from '#data/counters/money-facts.ts';
import { activityPart } from '#data/counters/planned-facts.ts';
import { counterKey, indexName } from '#data/store/keys.ts';
import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import { bodyOf } from '../caller.ts';
import { itemBytes, type WireItem } from './calculator.ts';
import { asManager, makeTeamOf, putAll } from './many-records.ts';
import { addDays } from '#data/values/day.ts';
import { addMonths } from '#data/values/period.ts';
import { isLast, monthOf, type Range } from '#data/values/report-range.ts';
import type { Pattern } from './pattern.ts';
import { changing, rights, send } from './requests.ts';
import type { World } from './world.ts';

const rolled = (Object.keys(families) as Family[]).filter(
  (family): family is Rolled => family !== 'customerDeals',
);
const currency = 'USD';
const dayMs = 86_400_000;
const money: Money = { minor: 1_200_000 };
const dateAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * The measured range, which costs as many queries on each day of a year: it begins in the year before, also in December,
 * and ends within a month, because the last month of a range that ends with it isn't read by day.
 */
const today = dateAt(Date.now());
const to = isLast(today) ? addDays(today, 1) : today;
const range: Range = { from: addMonths(to, -12), to };

/** One person's facts in the past year or, with `ahead`, deals expected in the next. Every seventh day has none. */
function factsOf(ahead: boolean): Record<Rolled, Fact[]> {
  const facts = Object.fromEntries(rolled.map((family) => [family, [] as Fact[]])) as Record<Rolled, Fact[]>;
  const stages = ['sales-qualified', 'sales-demo', 'sales-proposal', 'sales-negotiation', 'sales-won'];
  for (let index = 0; index < 366; index += 1) {
    const day = dateAt(Date.now() + (ahead ? index : -index) * dayMs);
    const put = <F extends Rolled>(
      family: F,
      part: string,
      amounts: Partial<Record<Amount<F>, number | Money>>,
    ) => facts[family].push(factOf(family, day, part, amounts));
    if (index % 7 === 0) continue;
    if (ahead) {
      put('expected', stages[index % 4] ?? '', { open: 1, openMinor: money });
      continue;
    }
    put('activities', activityPart('call', 'reached'), { call: 2, minutes: 20 });
    put('activities', activityPart('email', undefined), { email: 3 });
    if (index % 3 === 0) put('activities', activityPart('meeting', undefined), { meeting: 1, minutes: 60 });
    put('planned', activityPart('call', undefined), { planned: 2, kept: 1 });
    put('planned', activityPart('call', 'reached'), { done: 1, minutes: 10 });
    if (index % 2) {
      const converted = index % 4 === 1 ? 1 : 0;
      put('leads', '', { created: 1, converted, answered: 1, answerSeconds: 7_200 });
      const source = ['website', 'referral', 'event'][index % 3] ?? '';
      put('leadSources', source, { created: 1, converted: 1 });
    }
    if (index % 3 === 0) {
      put('deals', 'sales', { created: 1, createdMinor: money });
      put('funnel', stages[index % 5] ?? '', { stopped: 1, stoppedMinor: money });
    }
    if (index % 3 === 1) put('deals', 'sales', { won: 1, wonMinor: money, wonSeconds: 2_000_000 });
    if (index % 6 === 2) put('deals', 'sales', { lost: 1, lostMinor: money });
    if (index % 9 === 0) put('customers', 'active', { created: 1 });
    if (index % 3 === 1) {
      put('invoices', currency, { issued: 1, netMinor: money, taxMinor: money, totalMinor: money });
      for (const percent of [19, 5])
        put('taxes', taxPart(currency, 'tax', percent), { baseMinor: money, amountMinor: money });
      put('taxes', taxPart(currency, 'withholding', 11), { baseMinor: money, amountMinor: money });
    }
    if (index % 3 === 2)
      put('payments', paymentPart(currency, index % 2 ? 'bank-transfer' : 'card'), {
        received: 1,
        receivedMinor: money,
      });
  }
  return facts;
}

/** One person's won deals in the past year: one every three days, from twelve customers in turn. */
const wonFrom = (person: string): Fact[] =>
  Array.from({ length: 122 }, (_, index) => {
    const day = dateAt(Date.now() - index * 3 * dayMs);
    const part = customerPart(`${person.slice(0, -2)}${String(index % 12).padStart(2, '0')}`, 'sales');
    return factOf('customerDeals', day, part, { won: 1, wonMinor: { minor: 1_200_000 + index } });
  });

/**
 * Creates a team of 44 people and writes their rollups as the projection would: each was active on six of seven days in
 * the past year and has deals expected in the next.
 */
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
    for (const facts of years)
      for (const family of rolled) count(families[family].recordType, facts[family], person);
    count('deal', wonFrom(person), person);
  }
  await putAll(world, [...items.values()]);
  for (const name of reports) {
    await bodyOf(200, send('GET', `/analytics/${name}`, { query: rangeOf(name) })(world));
    // After each change of the organization chart, a function reads the whole chart once. These requests cause that
    // before the measurement.
    for (let time = 0; time < 3; time += 1)
      await bodyOf(200, asManager(`/analytics/${name}`, rangeOf(name))(world));
  }
  const month = monthOf(range.to);
  const [year = 0, at = 0] = month.split('-').map(Number);
  const firstMonth = new Date(Date.UTC(year, at - 13, 1)).toISOString().slice(0, 7);
  const lastAhead = new Date(Date.UTC(year, at + 10, 1)).toISOString().slice(0, 7);
  world.spans = { ...world.spans };
  for (const family of rolled) {
    const [from, to] = family === 'expected' ? [month, lastAhead] : [firstMonth, month];
    const isByYear = ['funnel', 'leadSources', 'expected', ...ofMoney].includes(family);
    const grain = isByYear ? 'year' : 'month';
    const digits = isByYear ? 4 : 7;
    const size = (of: 'all' | 'owner', by: 'year' | 'month', first: string, last: string) => {
      const prefix = rollupPrefix(family, by, of);
      return bytesBetween(world, families[family].recordType, `${prefix}${first}#`, `${prefix}${last}#~`);
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
    const prefix = rollupPrefix('deals', by, of);
    const [first, last] = [month.slice(0, digits), lastAhead.slice(0, digits)];
    return bytesBetween(world, 'deal', `${prefix}${first}#`, `${prefix}${last}#~`);
  };
  world.spans['deals of all ahead'] = await ahead('all', 'month', 7);
  world.spans['deals of owners ahead'] = await ahead('owner', 'year', 4);
  world.spans['expected undated'] = 0;
  for (const [what, of] of [
    ['this', year],
    ['last', year - 1],
  ] as const) {
    const deals = counterKey(organization.id, 'deal', '').pk;
    world.spans[`customers of ${what} year`] = await bytesOfRanking(world, rankPartition(deals, String(of)));
  }
}

function bytesBetween(world: World, type: string, from: string, to: string): Promise<number> {
  const { pk } = counterKey(world.organization.id, type, '');
  return bytesOf(world, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
  });
}

/** Bytes of the ranking items that a report reads for each of its years: those with the largest sums, 400 together. */
function bytesOfRanking(world: World, partition: string): Promise<number> {
  return bytesOf(world, {
    IndexName: indexName('g7'),
    KeyConditionExpression: 'g7pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: partition } },
    ScanIndexForward: false,
    Limit: 400 / byCustomer.length,
  });
}

async function bytesOf(world: World, keyPart: object): Promise<number> {
  const { info } = world.measured.host;
  const call = createDynamoCall(info.dynamodbUrl, info.region);
  const { Items } = await call('Query', { TableName: info.table, ...keyPart });
  return (Items as WireItem[]).reduce((sum, item) => sum + itemBytes(item), 0);
}

const all = (family: Rolled) => [`eventualQuery ${family} of all`];
const ofMoney: string[] = ['invoices', 'taxes', 'payments'] satisfies Rolled[];
/** For activities, the current month is also read by day, because activities can be planned for later days. */
const owners = (family: Rolled) => [
  `eventualQuery ${family} of owners by year`,
  ...(family === 'activities' || family === 'planned' ? [`eventualQuery ${family} of owners by day`] : []),
];
const byPerson = (['deals', 'leads', 'activities', 'planned'] as const).flatMap(owners);

const byCustomer = ['this', 'last'].map((year) => `eventualQuery customers of ${year} year`);

/** What each report reads for the whole organization (`whole`) and for a team (`team`). */
const readsOf: Record<string, [operation: Pattern['operation'], whole: string[], team: string[]]> = {
  deals: ['analytics.deals', all('deals'), owners('deals')],
  funnel: ['analytics.funnel', all('funnel'), owners('funnel')],
  forecast: [
    'analytics.forecast',
    ['eventualQuery expected of all', 'eventualQuery expected undated', 'eventualQuery deals of all ahead'],
    [
      'eventualQuery expected of owners by year',
      'eventualQuery expected undated',
      'eventualQuery deals of owners ahead',
    ],
  ],
  leads: ['analytics.leads', all('leadSources'), owners('leads')],
  'lead-sources': ['analytics.leadSources', all('leadSources'), owners('leadSources')],
  activities: [
    'analytics.activities',
    [...all('activities'), ...owners('planned')],
    [...owners('activities'), ...owners('planned')],
  ],
  customers: ['analytics.customers', all('customers'), owners('customers')],
  'customer-revenue': [
    'analytics.customerRevenue',
    [...all('deals'), ...byCustomer],
    [...owners('deals'), ...byCustomer],
  ],
  people: ['analytics.people', byPerson, byPerson],
  invoices: [
    'analytics.invoices',
    [...all('invoices'), ...all('payments')],
    [...owners('invoices'), ...owners('payments')],
  ],
  taxes: ['analytics.taxes', all('taxes'), owners('taxes')],
  payments: ['analytics.payments', all('payments'), owners('payments')],
};
const reports = Object.keys(readsOf);
/** Forecasts keep their own range, which looks ahead and consists of whole months. */
const rangeOf = (name: string): Record<string, string> => (name === 'forecast' ? {} : { ...range });
/** The read that shows whether figures are being recounted. */
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
      send: send('GET', `/analytics/${name}`, { query: rangeOf(name) }),
      goal: { read: 25 },
      variesByDay: true,
    },
    {
      operation,
      what: 'a year, as the manager of a team of 44',
      by: 'rollups of each person by year, and by day at the ends',
      class: 'indexed',
      reads: [rights, 'strong chart', ...team, recount],
      send: asManager(`/analytics/${name}`, rangeOf(name)),
      goal: { read: 25 },
      variesByDay: true,
    },
  ];
});

const receivables = send('GET', '/analytics/receivables');

/** A report that the list of invoices in memory answers. */
const fromList: Pick<Pattern, 'by' | 'class' | 'reads'> = {
  by: 'list in memory',
  class: 'indexed',
  reads: [rights, 'strong entry', 'query entry'],
};

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
  {
    operation: 'analytics.receivables',
    ...fromList,
    // Every question reads the last ten seconds of the feed again. Afterward, they contain nothing.
    async prepare(world) {
      // Each question reads at most about 2,000 of the changes that earlier patterns made.
      for (let time = 0; time < 4; time += 1) await bodyOf(200, receivables(world));
      await setTimeout(11_000);
      await bodyOf(200, receivables(world));
    },
    send: receivables,
  },
  { operation: 'analytics.sales', ...fromList, send: send('GET', '/analytics/sales') },
];
