import { amountNamed, codeOf, families, type Amount } from './codes.ts';
import { amountSize, numberOf } from './deal-sums.ts';
import { noValue } from '../store/keys.ts';
import { eachGroup, type Tallies } from './groups.ts';
import type { Fact } from './facts.ts';

/**
 * A customer's counters count the open and lost deals, and the won deals by month: `w2026-03` is their number, and
 * `ws2026-03#h` and `ws2026-03#l` are the two parts of their value. For each year, the organization and each owner have
 * a ranking: an item for each customer, owner and pipeline, with the won deals by day (`0331w`). An index sorts the
 * items of a ranking by the year's sum, so that reports can read only the largest customers.
 */

/** The `part` of a fact about a customer's deals. */
export const customerPart = (customerId: string, pipelineId: string): string => `${customerId}#${pipelineId}`;

/** The customers whose counters facts contribute to. */
export const customersIn = (facts: readonly Fact[]): string[] =>
  facts.flatMap(({ family, part }) =>
    family === families.customerDeals.code ? [part.slice(0, part.indexOf('#'))] : [],
  );

/**
 * The attribute by which the numeric index sorts a ranking: the year's sum in minor units. It can be imprecise and only
 * determines the order. Exact sums are computed from the two parts of each amount.
 */
export const rankAttribute = 'g7sk';
const rankedMark = 'ranked';

interface Ranked {
  /** YYYY */
  year: string;
  /** The owner to whose ranking the item belongs; empty for the ranking of the whole organization. */
  listOf: string;
  customerId: string;
  owner: string;
  pipelineId: string;
}

const rankedGroup = ({ year, listOf, customerId, owner, pipelineId }: Ranked): string =>
  [rankedMark, year, listOf, customerId, owner, pipelineId].join('#');

/** Parses a counter's sort key if the counter is part of a ranking. */
export function rankedFrom(group: string): Ranked | undefined {
  const [mark, year = '', listOf = '', customerId = '', owner = '', pipelineId = ''] = group.split('#');
  return mark === rankedMark ? { year, listOf, customerId, owner, pipelineId } : undefined;
}

/** Index partition of a year's ranking, for the organization or for one owner. */
export const rankPartition = (countersPk: string, year: string, listOf = ''): string =>
  `${countersPk}#${year}#${listOf}`;

const won = codeOf('customerDeals', 'won');
const wonMinor = codeOf('customerDeals', 'wonMinor');

interface CustomerAmount {
  amount: Amount<'customerDeals'>;
  /** YYYY-MM for won deals in a counter, MMDD in a ranking; otherwise empty. */
  at: string;
}

/** Parses the name of a counter's attribute, such as `ws2026-03#h`; undefined if it isn't an amount. */
export const amountOfCounter = (attribute: string): CustomerAmount | undefined =>
  parsed(/^(?<code>[a-z]+)(?<at>\d{4}-\d\d)?(#[hl])?$/.exec(attribute));

/** Parses the name of a ranking's attribute, such as `0331ws#h`; undefined if it isn't an amount. */
export const amountOfRanking = (attribute: string): CustomerAmount | undefined =>
  parsed(/^(?<at>\d{4})(?<code>[a-z]+)(#[hl])?$/.exec(attribute));

/** Number and value of a customer's won deals of all months, from the customer's counter. */
export function wonTotals(counter: Readonly<Record<string, unknown>>): { count: number; sumMinor: number } {
  const totals = { won: 0n, wonMinor: 0n };
  for (const [attribute, stored] of Object.entries(counter)) {
    const { amount } = amountOfCounter(attribute) ?? {};
    if (amount === 'won' || amount === 'wonMinor') totals[amount] += amountSize(attribute, Number(stored))[1];
  }
  return { count: numberOf(totals.won), sumMinor: numberOf(totals.wonMinor) };
}

function parsed(found: RegExpExecArray | null): CustomerAmount | undefined {
  const { code = '', at = '' } = found?.groups ?? {};
  const amount = amountNamed('customerDeals', code);
  return amount && { amount, at };
}

/** The amounts that a fact about a customer's deals adds to counters, by group and attribute. */
export function customerTallies({ day, part, amounts }: Fact, ownerId: string | undefined): Tallies {
  const [customerId = '', pipelineId = ''] = part.split('#');
  const isWon = amounts[won] !== undefined;
  const month = day.slice(0, 7);
  const sums = renamed(amounts, (name) => (isWon ? `${name}${month}` : name));
  const tallies: Tallies = { [eachGroup('customerId', customerId)]: sums };
  if (ownerId !== undefined) tallies[eachGroup('customerId', customerId, ownerId)] = sums;
  if (!isWon) return tallies;
  const owner = ownerId ?? noValue;
  const ofDay = day.slice(5, 7) + day.slice(8, 10);
  const { [`${wonMinor}#h`]: high = 0, [`${wonMinor}#l`]: low = 0 } = amounts;
  const ranked = {
    ...renamed(amounts, (name) => ofDay + name),
    [rankAttribute]: high * 100_000_000 + low,
  };
  for (const listOf of ['', owner])
    tallies[rankedGroup({ year: day.slice(0, 4), listOf, customerId, owner, pipelineId })] = ranked;
  return tallies;
}

/** Renames amounts; a suffix after `#` is kept. */
function renamed(amounts: Fact['amounts'], rename: (name: string) => string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => {
      const [head = '', tail] = name.split('#');
      return [rename(head) + (tail === undefined ? '' : `#${tail}`), amount];
    }),
  );
}
