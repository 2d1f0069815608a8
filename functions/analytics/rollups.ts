import { amountNamed, families, type Amount, type Rolled } from '#data/counters/codes.ts';
import { grains, layouts, noDay, rollupPrefix } from '#data/counters/facts.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { Context } from '#data/organization/context.ts';
import { counterKey } from '#data/store/keys.ts';
import { amountSize } from '#data/counters/deal-sums.ts';
import type { Owners } from '#data/records/read.ts';
import { query, type Item } from '#data/store/table.ts';
import { addDays } from '#data/values/day.ts';
import { addMonths } from '#data/values/period.ts';
import { isFirst, isLast, monthOf, type Range } from '#data/values/report-range.ts';

/**
 * Amounts of one part of a report, such as a pipeline (and of one owner, if split by owner), on a day or in a month.
 */
export interface Row<F extends Rolled = Rolled> {
  part: string;
  owner: string | undefined;
  /** YYYY-MM-DD or YYYY-MM. */
  at: string;
  amounts: ReadonlyMap<Amount<F>, bigint>;
}

export interface RollupQuery<F extends Rolled = Rolled> {
  family: F;
  /** Overlapping ranges share their reads. */
  ranges: readonly Range[];
  /** Owners to include. `all` uses the organization-wide numbers unless `isByOwner` is set or the family has none. */
  owners: Owners;
  isByOwner?: boolean;
  /** YYYY-MM-DD. */
  today: string;
  /** Whether days are needed, not only months. */
  isFine: boolean;
  /** Whether to include amounts without a date. */
  withUndated?: boolean;
}

/**
 * Reads the rows of each range. If days aren't needed and the family has yearly items, whole months are read from
 * yearly items, and only the days at both ends from monthly items.
 */
export async function readRollups<F extends Rolled>(
  context: Context,
  requested: RollupQuery<F>,
): Promise<Row<F>[][]> {
  // An API key that can't read the record type gets no amounts.
  const mayRead =
    context.scopeFor(recordPermission(families[requested.family].recordType, 'read')) !== undefined;
  const permitted = mayRead ? requested : { ...requested, owners: [] };
  const { owners, isByOwner = false, ranges } = permitted;
  const { all } = layouts[permitted.family];
  const isWhole = owners === 'all' && !isByOwner && all.length > 0;
  const needs = [
    ...ranges.map((range) => needsOf(permitted, range, isWhole)),
    ...(permitted.withUndated ? [undated] : []),
  ];
  const [years, months] = (['years', 'months'] as const).map((grain) =>
    [...new Set(needs.flatMap((need) => need[grain]))].sort(),
  );
  const rows = (
    await Promise.all([
      readItems(context, permitted, 'year', years ?? [], isWhole),
      readItems(context, permitted, 'month', months ?? [], isWhole),
    ])
  ).flat();
  return needs.map(({ takes }) => rows.filter(({ at }) => takes(at)));
}

interface Need {
  years: string[];
  months: string[];
  takes: (at: string) => boolean;
}

const undated: Need = {
  years: [noDay.slice(0, 4)],
  months: [],
  takes: (at) => at === noDay.slice(0, 7),
};

/** Families with dates in the future: planned activities and expected deals. */
const ahead: readonly Rolled[] = ['activities', 'planned', 'expected'];

function needsOf({ family, isFine, today }: RollupQuery, { from, to }: Range, isWhole: boolean): Need {
  const layout = layouts[family][isWhole ? 'all' : 'owners'];
  const hasDays = layout.includes('month');
  const months = spanned(monthOf(from), monthOf(to));
  const isDay = (at: string) => at.length === 10 && at >= from && at <= to;
  if (hasDays && (isFine || !layout.includes('year'))) return { years: [], months, takes: isDay };
  // Yearly items contain whole months only.
  const first = isFirst(from) || !hasDays ? monthOf(from) : monthOf(addMonths(from, 1));
  // If the range ends today or later, the days after it have no figures yet, so its last month can be read as a whole.
  const isWholeEnd = isLast(to) || !hasDays || (to >= today && !ahead.includes(family));
  const last = isWholeEnd ? monthOf(to) : monthOf(addDays(`${monthOf(to)}-01`, -1));
  const whole = new Set(first <= last ? spanned(first, last) : []);
  return {
    years: [...new Set([...whole].map((month) => month.slice(0, 4)))],
    months: months.filter((month) => !whole.has(month)),
    takes: (at) => (at.length === 7 ? whole.has(at) : isDay(at) && !whole.has(monthOf(at))),
  };
}

function spanned(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthOf(addMonths(`${month}-01`, 1))) months.push(month);
  return months;
}

/**
 * Up to this number of reads, reading each owner and period separately costs less than reading the items of all owners.
 */
const singleReadsMax = 24;

async function readItems<F extends Rolled>(
  context: Context,
  { family, owners }: RollupQuery<F>,
  grain: 'year' | 'month',
  periods: readonly string[],
  isWhole: boolean,
): Promise<Row<F>[]> {
  if (periods.length === 0 || (owners !== 'all' && owners.length === 0)) return [];
  const prefix = rollupPrefix(family, grain, isWhole ? 'all' : 'owner');
  const isSingle = !isWhole && owners !== 'all' && owners.length * periods.length <= singleReadsMax;
  const spans = isSingle
    ? owners.flatMap((owner) => periods.map((period) => `${prefix}${period}#${owner}#`)).map(spanFrom)
    : stretches(periods, grain).map(([first, last]) => ({
        from: `${prefix}${first}#`,
        to: `${prefix}${last}#~`,
      }));
  const { recordType } = families[family];
  const items = (await Promise.all(spans.map((span) => readSpan(context, recordType, span)))).flat();
  const rows = items.flatMap((item) => rowsOf(family, item, prefix, grain, isWhole));
  if (isWhole || owners === 'all') return rows;
  const ownerIds = new Set(owners);
  return rows.filter(({ owner }) => ownerIds.has(owner ?? ''));
}

const spanFrom = (prefix: string) => ({ from: prefix, to: `${prefix}~` });

/** Groups consecutive periods, so that each group is read as one range of keys. */
function stretches(periods: readonly string[], grain: 'year' | 'month'): [first: string, last: string][] {
  const next = (period: string) =>
    grain === 'year' ? String(Number(period) + 1) : monthOf(addMonths(`${period}-01`, 1));
  const found: [string, string][] = [];
  for (const period of periods) {
    const stretch = found.at(-1);
    if (stretch && next(stretch[1]) === period) stretch[1] = period;
    else found.push([period, period]);
  }
  return found;
}

async function readSpan(context: Context, type: string, { from, to }: { from: string; to: string }) {
  const items: (Item & { sk: string })[] = [];
  let start: Item | undefined;
  do {
    const page: { items: (Item & { sk: string })[]; lastKey: Item | undefined } = await query(context, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': counterKey(context.orgId, type, '').pk,
        ':from': from,
        ':to': to,
      },
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    items.push(...page.items);
    start = page.lastKey;
  } while (start);
  return items;
}

/** The rows of an item: one for each day of its month, or month of its year, that has amounts. */
function rowsOf<F extends Rolled>(
  family: F,
  { pk: _pk, sk, ...attributes }: Item & { sk: string },
  prefix: string,
  grain: 'year' | 'month',
  isWhole: boolean,
): Row<F>[] {
  const { periodLength } = grains[grain];
  const period = sk.slice(prefix.length, prefix.length + periodLength);
  const rest = sk.slice(prefix.length + periodLength + 1);
  const cut = isWhole ? -1 : rest.indexOf('#');
  const [owner, part] = isWhole ? [undefined, rest] : [rest.slice(0, cut), rest.slice(cut + 1)];
  const days = new Map<string, Map<Amount<F>, bigint>>();
  for (const [attribute, amount] of Object.entries(attributes)) {
    const at = `${period}-${attribute.slice(0, 2)}`;
    const [code, more] = amountSize(attribute.slice(2), Number(amount));
    const name = amountNamed(family, code);
    if (!name) continue;
    const amounts = days.get(at) ?? new Map<Amount<F>, bigint>();
    amounts.set(name, (amounts.get(name) ?? 0n) + more);
    days.set(at, amounts);
  }
  return [...days].map(([at, amounts]) => ({ part, owner, at, amounts }));
}
