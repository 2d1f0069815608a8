import { eachGroup, type Tallies } from '../records/counters.ts';
import { noValue } from '../records/definition.ts';
import type { Fact } from './facts.ts';

/**
 * What the deals of each customer come to lies twice. With the counter of the customer's deals: what is open (`o`, worth
 * `os`), lost (`l`) and won in each month (`w2026-03`, worth `ws2026-03`). And, of what was won, in an item for each
 * customer, owner, pipeline and year by day (`0331w`, `0331ws`), which an index holds by the year's sum: once among
 * everybody's and once among the owner's own. Whoever asks for the customers who brought most reads no others.
 */
export const customerPart = (customerId: string, pipelineId: string): string => `${customerId}#${pipelineId}`;

/** Numeric key of the index, in minor units. It only orders: a sum beyond what a number tells exactly is told by the parts. */
const rankAttribute = 'g7sk';
const rankedMark = 'ranked';

interface Ranked {
  /** YYYY */
  year: string;
  /** Whose list it stands in; empty for everybody's. */
  listOf: string;
  customerId: string;
  owner: string;
  pipelineId: string;
}

const rankedGroup = ({ year, listOf, customerId, owner, pipelineId }: Ranked): string =>
  [rankedMark, year, listOf, customerId, owner, pipelineId].join('#');

/** What the sort key of a counter says, if it stands in the index. */
export function rankedFrom(group: string): Ranked | undefined {
  const [mark, year = '', listOf = '', customerId = '', owner = '', pipelineId = ''] = group.split('#');
  return mark === rankedMark ? { year, listOf, customerId, owner, pipelineId } : undefined;
}

/** Partition of the index: won deals of a year, everybody's or those of one owner. */
export const rankPartition = (countersPk: string, year: string, listOf = ''): string =>
  `${countersPk}#${year}#${listOf}`;

/** What a fact of a customer adds to counters. */
export function customerTallies({ day, part, amounts }: Fact, ownerId: string | undefined): Tallies {
  const [customerId = '', pipelineId = ''] = part.split('#');
  const isWon = amounts.w !== undefined;
  const month = day.slice(0, 7);
  const sums = renamed(amounts, (name) => (isWon ? `${name}${month}` : name));
  const tallies: Tallies = { [eachGroup('customerId', customerId)]: sums };
  if (ownerId !== undefined) tallies[eachGroup('customerId', customerId, ownerId)] = sums;
  if (!isWon) return tallies;
  const owner = ownerId ?? noValue;
  const ofDay = day.slice(5, 7) + day.slice(8, 10);
  const { 'ws#h': high = 0, 'ws#l': low = 0 } = amounts;
  const ranked = {
    ...renamed(amounts, (name) => ofDay + name),
    [rankAttribute]: high * 100_000_000 + low,
  };
  for (const listOf of ['', owner])
    tallies[rankedGroup({ year: day.slice(0, 4), listOf, customerId, owner, pipelineId })] = ranked;
  return tallies;
}

/** Amounts under other names; what stands behind `#` stays behind it. */
function renamed(amounts: Fact['amounts'], rename: (name: string) => string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => {
      const [head = '', tail] = name.split('#');
      return [rename(head) + (tail === undefined ? '' : `#${tail}`), amount];
    }),
  );
}
