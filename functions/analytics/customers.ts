import { measures, type analytics } from '#contract/analytics.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Amount } from '#data/counters/codes.ts';
import { amountOfCounter, amountOfRanking, rankPartition, rankedFrom } from '#data/counters/customer-sums.ts';
import type { Context } from '#data/organization/context.ts';
import { counterKey, indexName } from '#data/store/keys.ts';
import { eachGroup } from '#data/counters/groups.ts';
import { customerRecords } from '#data/records/customer.ts';
import { amountSize, numberOf } from '#data/counters/deal-sums.ts';
import { loadRecord, ownersOf, readScope, type Owners } from '#data/records/read.ts';
import { query, type Item } from '#data/store/table.ts';
import type { Range } from '#data/values/report-range.ts';
import {
  reportOptions,
  isRecounting,
  linesOf,
  report,
  totalsOf,
  type ReportOptions,
  type Line,
  type Values,
} from './report.ts';
import { rollupsOf } from './report-rollups.ts';

type Operations = typeof analytics.operations;

/** Maximum number of items to read from all ranking lists of a report together. */
const rowsMax = 400;
/** Maximum number of lists to read, one per owner and year. With more, the organization-wide lists are read instead. */
const listsMax = 20;

/** Whether the caller can read both deals and customers. Otherwise, reports contain no revenue by customer. */
const mayReadBoth = (context: Context): boolean =>
  context.scopeFor('deal:read') !== undefined && context.scopeFor('customer:read') !== undefined;

/**
 * Revenue by customer, largest first. Won deals that belong to none of the listed customers are summed up as `others`.
 */
export async function customerRevenue(context: Context, input: InputOf<Operations['customerRevenue']>) {
  const options = await reportOptions(context, input);
  const isIncluded = (pipelineId: string) =>
    input.pipelineId === undefined || input.pipelineId === pipelineId;
  const [rows, { lines: won, isComplete }] = await Promise.all([
    rollupsOf(context, 'deals', options),
    wonByCustomer(context, options, isIncluded),
  ]);
  const lines = rows.map((of) => linesOf(of).filter(({ part }) => isIncluded(part)));
  const made = await report(context, options, measures.customerRevenue, lines);
  const parts = [...Map.groupBy(won, ({ part }) => part)]
    .map(([id, of]) => ({ id, values: totalsOf(measures.customerRevenue, of) }))
    .sort((a, b) => b.values.wonMinor - a.values.wonMinor)
    .slice(0, limits.reportCustomers);
  const rest = (name: 'won' | 'wonMinor') =>
    Math.max(
      0,
      parts.reduce((left, { values }) => left - values[name], made.totals[name]),
    );
  const others = { won: rest('won'), wonMinor: rest('wonMinor') };
  return {
    ...made,
    parts: others.won > 0 ? [...parts, { id: 'others', values: others }] : parts,
    isComplete,
  };
}

/**
 * Lines with each customer's won deals by day in the range. If a ranking list is too long to be read completely, only
 * its largest items are included.
 */
async function wonByCustomer(
  context: Context,
  { range, owners }: ReportOptions,
  isIncluded: (pipelineId: string) => boolean,
): Promise<{ lines: Line[]; isComplete: boolean }> {
  const readable = mayReadBoth(context) ? owners : [];
  const years = yearsOf(range);
  const isEach = readable !== 'all' && readable.length * years.length <= listsMax;
  const lists = (isEach ? readable : readable.length > 0 ? [''] : []).flatMap((listOf) =>
    years.map((year) => [year, listOf] as const),
  );
  const most = Math.floor(rowsMax / Math.max(1, lists.length));
  const pages = await Promise.all(lists.map(([year, listOf]) => readList(context, year, listOf, most)));
  const lines = pages.flatMap(({ items }) =>
    items.flatMap((item) => {
      const ranked = rankedFrom(item.sk);
      if (!ranked || !isIncluded(ranked.pipelineId)) return [];
      if (owners !== 'all' && !owners.includes(ranked.owner)) return [];
      return linesOfItem(item, ranked.year, ranked.customerId, range);
    }),
  );
  return { lines, isComplete: pages.every(isWhole) };
}

/**
 * Whether all items with revenue were read. The list is sorted by the year's sum, so after a sum of zero only items
 * without revenue follow.
 */
const isWhole = ({ items, lastKey }: { items: RankedItem[]; lastKey: Item | undefined }): boolean =>
  lastKey === undefined || Number(items.at(-1)?.g7sk ?? 0) <= 0;

type RankedItem = Item & { sk: string };

/**
 * The first `most` items of a ranking list, largest sum of the year first. Each item contains one customer's won deals
 * of the year in one pipeline, with one owner.
 */
function readList(context: Context, year: string, listOf: string, most: number) {
  const { pk } = counterKey(context.orgId, 'deal', '');
  return query<RankedItem>(context, {
    IndexName: indexName('g7'),
    KeyConditionExpression: 'g7pk = :pk',
    ExpressionAttributeValues: { ':pk': rankPartition(pk, year, listOf) },
    ScanIndexForward: false,
    Limit: most,
  });
}

/** One line for each day in the range on which deals were won. */
function linesOfItem(item: RankedItem, year: string, part: string, { from, to }: Range): Line[] {
  const lines = new Map<string, Line>();
  for (const [attribute, count] of Object.entries(item)) {
    const known = amountOfRanking(attribute);
    if (!known) continue;
    const at = `${year}-${known.at.slice(0, 2)}-${known.at.slice(2)}`;
    if (at < from || at > to) continue;
    const [, size] = amountSize(attribute, Number(count));
    const line = lines.get(at) ?? { at, part, values: {} };
    line.values[known.amount] = (line.values[known.amount] ?? 0n) + size;
    lines.set(at, line);
  }
  return [...lines.values()].filter(({ values }) => values.won);
}

function yearsOf({ from, to }: Range): string[] {
  const [first, last] = [from, to].map((date) => Number(date.slice(0, 4))) as [number, number];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

/** The figures of one customer's deals, limited to deals that the caller can access. */
export async function customer(
  context: Context,
  { customerId }: InputOf<Operations['customer']>,
): Promise<OutputOf<Operations['customer']>> {
  await loadRecord(customerRecords, context, customerId, readScope(customerRecords, context));
  const owners = mayReadBoth(context) ? ownersOf(context, context.scope) : [];
  const [amounts, isCounted] = await Promise.all([
    customerAmounts(context, customerId, owners),
    isRecounting(context),
  ]);
  const of = (amount: Amount<'customerDeals'>, month = ''): number =>
    numberOf(amounts.get(month)?.[amount] ?? 0n);
  const months = [...amounts.keys()]
    .filter((month) => of('won', month) > 0)
    .sort()
    .map((month) => ({ month, count: of('won', month), sumMinor: of('wonMinor', month) }));
  const total = (name: 'count' | 'sumMinor'): number =>
    Math.min(
      Number.MAX_SAFE_INTEGER,
      months.reduce((sum, month) => sum + month[name], 0),
    );
  return {
    open: { count: of('open'), sumMinor: of('openMinor') },
    won: { count: total('count'), sumMinor: total('sumMinor') },
    lost: { count: of('lost') },
    months,
    isRecounting: isCounted,
  };
}

/**
 * The amounts of the customer's won deals by month (YYYY-MM), and those of all other deals under ''. If the caller
 * can't access all deals, they are the sums of the counters for each accessible owner.
 */
async function customerAmounts(
  context: Context,
  customerId: string,
  owners: Owners,
): Promise<Map<string, Values>> {
  const whole = counterKey(context.orgId, 'deal', eachGroup('customerId', customerId));
  const owned = eachGroup('customerId', customerId, '');
  const { items } = await query<RankedItem>(context, {
    KeyConditionExpression: owners === 'all' ? 'pk = :pk AND sk = :sk' : 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': whole.pk, ':sk': owners === 'all' ? whole.sk : owned },
  });
  const amounts = new Map<string, Values>();
  for (const { pk: _pk, sk, ...attributes } of items) {
    if (owners !== 'all' && !owners.includes(sk.slice(owned.length))) continue;
    for (const [attribute, count] of Object.entries(attributes)) {
      const known = amountOfCounter(attribute);
      if (!known) continue;
      const [, size] = amountSize(attribute, Number(count));
      const values = amounts.get(known.at) ?? {};
      values[known.amount] = (values[known.amount] ?? 0n) + size;
      amounts.set(known.at, values);
    }
  }
  return amounts;
}
