import { measures, type analytics } from '#contract/analytics.ts';
import { limits } from '#contract/limits.ts';
import type { SalesPart } from '#contract/money-reports.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Permission } from '#contract/permission.ts';
import {
  amountOfSales,
  rankedSalesFrom,
  salesPartition,
  type RankedFamily,
} from '#data/counters/sales-ranks.ts';
import type { Context } from '#data/organization/context.ts';
import { counterKey } from '#data/store/keys.ts';
import { hasValues, moneyOptions, moneyRows, reportInCurrency, type MoneyOptions } from './money.ts';
import { linesOfItem, readRankings } from './ranking.ts';
import { totalsOf, type Line } from './report.ts';

type Operations = typeof analytics.operations;
type Values = Record<(typeof measures.sales)[number], number>;
interface Part {
  id: string;
  values: Values;
}

const rankedBy: Record<Exclude<SalesPart, 'owner'>, { family: RankedFamily; permission: Permission }> = {
  customer: { family: 'customerSales', permission: 'customer:read' },
  product: { family: 'productSales', permission: 'product:read' },
};

/** Net sales by customer, product or owner, largest first. */
export async function sales(context: Context, { of = 'customer', ...input }: InputOf<Operations['sales']>) {
  const options = await moneyOptions(context, input);
  if (of === 'owner') {
    const rows = await moneyRows(context, 'invoices', options, true);
    const made = await reportInCurrency(context, options, measures.sales, rows, ({ at, owner, amounts }) => ({
      at,
      part: owner ?? '',
      values: Object.fromEntries(amounts),
    }));
    return { ...made, parts: made.parts.filter(hasValues).sort(bySize), of, isComplete: true };
  }
  const [rows, ranked] = await Promise.all([
    moneyRows(context, 'invoices', options),
    rankedSales(context, options, rankedBy[of]),
  ]);
  const made = await reportInCurrency(context, options, measures.sales, rows);
  const parts = [...Map.groupBy(ranked.lines, ({ part }) => part)]
    .map(([id, lines]): Part => ({ id, values: totalsOf(measures.sales, lines) }))
    .filter(hasValues)
    .sort(bySize)
    .slice(0, limits.reportCustomers);
  const others = { id: 'others', values: restOf(made.totals, parts) };
  return {
    ...made,
    parts: hasValues(others) ? [...parts, others] : parts,
    of,
    isComplete: ranked.isComplete,
  };
}

const netOf = ({ values }: Part): number => values.netMinor - values.creditedNetMinor;
const bySize = (one: Part, other: Part): number => netOf(other) - netOf(one);

/** What is left of totals without some parts. */
function restOf(totals: Values, parts: readonly Part[]): Values {
  const rest = (name: keyof Values) => parts.reduce((left, { values }) => left - values[name], totals[name]);
  return { netMinor: rest('netMinor'), creditedNetMinor: rest('creditedNetMinor') };
}

/**
 * Lines with the sales of each customer or product by day. If a ranking list is too long to be read completely, only its
 * largest items are included.
 */
async function rankedSales(
  context: Context,
  { range, owners, currency }: MoneyOptions,
  { family, permission }: { family: RankedFamily; permission: Permission },
): Promise<{ lines: Line[]; isComplete: boolean }> {
  const mayReadBoth =
    context.scopeFor('invoice:read') !== undefined && context.scopeFor(permission) !== undefined;
  const readable = mayReadBoth ? owners : [];
  const { pk } = counterKey(context.orgId, 'invoice', '');
  const pages = await readRankings(context, { range, owners: readable }, (year, listOf) =>
    salesPartition(pk, { family, currency, year, listOf }),
  );
  const lines = pages.flatMap(({ items }) =>
    items.flatMap((item) => {
      const ranked = rankedSalesFrom(item.sk);
      if (!ranked || (owners !== 'all' && !owners.includes(ranked.owner))) return [];
      return linesOfItem(item, ranked.year, ranked.id, range, amountOfSales);
    }),
  );
  return { lines, isComplete: pages.every(({ lastKey }) => lastKey === undefined) };
}
