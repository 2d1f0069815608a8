import { amountNamed, codeOf, type Amount } from './codes.ts';
import { noValue } from '../store/keys.ts';
import { eachGroup, type Tallies } from './groups.ts';
import type { Fact } from './facts.ts';

/**
 * The counters of each customer contain open and lost deals, and won deals by month (`w2026-03` is their number,
 * `ws2026-03` their value). Won deals are also stored per customer, owner, pipeline and year, by day (`0331w`,
 * `0331ws`), in items that an index sorts by the year's sum, once organization-wide and once per owner. Lists of the
 * largest customers read only these items.
 */
export const customerPart = (customerId: string, pipelineId: string): string => `${customerId}#${pipelineId}`;

/**
 * Numeric sort key of the index, in minor units. It can be imprecise and only determines the order; exact sums are
 * computed from the two parts of each amount.
 */
const rankAttribute = 'g7sk';
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

/** Index partition of a year's won deals, for the organization or one owner. */
export const rankPartition = (countersPk: string, year: string, listOf = ''): string =>
  `${countersPk}#${year}#${listOf}`;

const won = codeOf('customerDeals', 'won');
const wonMinor = codeOf('customerDeals', 'wonMinor');

/** An amount of a customer's deals. */
interface CustomerAmount {
  amount: Amount<'customerDeals'>;
  /** YYYY-MM for won deals in a counter, MMDD in a ranking; otherwise empty. */
  at: string;
}

/** Parses an attribute of the counter of a customer's deals, such as `ws2026-03`. */
export const amountOfCounter = (attribute: string): CustomerAmount | undefined =>
  parsed(/^(?<code>[a-z]+)(?<at>\d{4}-\d\d)?(#[hl])?$/.exec(attribute));

/** Parses an attribute of a ranking, such as `0331ws`. */
export const amountOfRanking = (attribute: string): CustomerAmount | undefined =>
  parsed(/^(?<at>\d{4})(?<code>[a-z]+)(#[hl])?$/.exec(attribute));

function parsed(found: RegExpExecArray | null): CustomerAmount | undefined {
  const { code = '', at = '' } = found?.groups ?? {};
  const amount = amountNamed('customerDeals', code);
  return amount && { amount, at };
}

/** The amounts that a fact of a customer's deals adds to counters. */
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
