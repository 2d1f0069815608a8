import { noValue } from '../store/keys.ts';
import { amountNamed, codeOf, type Amount } from './codes.ts';
import { amountsAt, rankAttribute } from './customer-sums.ts';
import type { Fact } from './facts.ts';
import type { Tallies } from './groups.ts';

/**
 * Net sales by customer and by product. As with won deals (see customer-sums.ts), the organization and each owner have a
 * ranking for each year: an item for each customer or product and owner, with the amounts by day (`0331e`). Amounts of
 * different currencies can't be compared, so each currency has rankings of its own.
 */

export type RankedFamily = 'customerSales' | 'productSales';

/** The `part` of a fact about sales. */
export const salesPart = (currency: string, id: string | undefined): string => `${currency}#${id ?? noValue}`;

const rankedMark = 'sold';
const marks: Record<RankedFamily, string> = { customerSales: 'customer', productSales: 'product' };

interface Ranking {
  family: RankedFamily;
  currency: string;
  /** YYYY */
  year: string;
  /** The owner to whose ranking the item belongs; empty for the ranking of the whole organization. */
  listOf: string;
}
interface RankedSales extends Ranking {
  /** Of the customer or product. */
  id: string;
  owner: string;
}

const rankedGroup = ({ family, currency, year, listOf, id, owner }: RankedSales): string =>
  [rankedMark, marks[family], currency, year, listOf, id, owner].join('#');

/** Parses a counter's sort key if the counter is part of a ranking of sales. */
export function rankedSalesFrom(group: string): RankedSales | undefined {
  const [mark, of, currency = '', year = '', listOf = '', id = '', owner = ''] = group.split('#');
  if (mark !== rankedMark) return undefined;
  const family = of === marks.productSales ? 'productSales' : 'customerSales';
  return { family, currency, year, listOf, id, owner };
}

/** Index partition of a ranking. */
export const salesPartition = (
  countersPk: string,
  { family, currency, year, listOf }: Omit<Ranking, 'listOf'> & { listOf?: string },
): string => [countersPk, marks[family], currency, year, listOf ?? ''].join('#');

/** Parses the name of a ranking's attribute, such as `0331e#h`; undefined if it isn't an amount. */
export function amountOfSales(attribute: string): { amount: Amount<RankedFamily>; at: string } | undefined {
  const { at = '', code = '' } = /^(?<at>\d{4})(?<code>[a-z]+)(#[hl])?$/.exec(attribute)?.groups ?? {};
  const amount = amountNamed('customerSales', code);
  return amount && { amount, at };
}

const [net, credited] = [codeOf('customerSales', 'netMinor'), codeOf('customerSales', 'creditedNetMinor')];

/** The amounts that a fact about sales adds to rankings, by group and attribute. */
export function salesTallies(
  family: RankedFamily,
  { day, part, amounts }: Fact,
  ownerId: string | undefined,
): Tallies {
  const [currency = '', id = ''] = part.split('#');
  const owner = ownerId ?? noValue;
  const sizeOf = (code: string) => (amounts[`${code}#h`] ?? 0) * 100_000_000 + (amounts[`${code}#l`] ?? 0);
  const ranked = {
    ...amountsAt(amounts, day),
    [rankAttribute]: sizeOf(net) - sizeOf(credited),
  };
  const year = day.slice(0, 4);
  return Object.fromEntries(
    ['', owner].map((listOf) => [rankedGroup({ family, currency, year, listOf, id, owner }), ranked]),
  );
}
