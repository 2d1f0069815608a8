import { amountSize } from '#data/counters/deal-sums.ts';
import type { Context } from '#data/organization/context.ts';
import type { Owners } from '#data/records/read.ts';
import { indexName } from '#data/store/keys.ts';
import { query, type Item } from '#data/store/table.ts';
import type { Range } from './range.ts';
import type { Line } from './report.ts';

/** Maximum number of items to read from all ranking lists of a report together. */
const rowsMax = 400;
/** Maximum number of lists to read, one per owner and year. With more, the organization-wide lists are read instead. */
const listsMax = 20;

export type RankedItem = Item & { sk: string };
export interface RankingPage {
  items: RankedItem[];
  lastKey: Item | undefined;
}

/**
 * The first items of the ranking lists of all years in a range, largest sum of the year first. If there are few owners,
 * each has lists of their own; otherwise, the items of others must still be left out.
 */
export function readRankings(
  context: Context,
  { range, owners }: { range: Range; owners: Owners },
  partitionOf: (year: string, listOf: string) => string,
): Promise<RankingPage[]> {
  const years = yearsOf(range);
  const isEach = owners !== 'all' && owners.length * years.length <= listsMax;
  const lists = (isEach ? owners : owners.length > 0 ? [''] : []).flatMap((listOf) =>
    years.map((year) => partitionOf(year, listOf)),
  );
  const most = Math.floor(rowsMax / Math.max(1, lists.length));
  return Promise.all(lists.map((partition) => readList(context, partition, most)));
}

function readList(context: Context, partition: string, most: number) {
  return query<RankedItem>(context, {
    IndexName: indexName('g7'),
    KeyConditionExpression: 'g7pk = :pk',
    ExpressionAttributeValues: { ':pk': partition },
    ScanIndexForward: false,
    Limit: most,
  });
}

/** The amounts of an item by day, within a range. */
export function linesOfItem(
  item: RankedItem,
  year: string,
  part: string,
  { from, to }: Range,
  amountOf: (attribute: string) => { amount: string; at: string } | undefined,
): Line[] {
  const lines = new Map<string, Line>();
  for (const [attribute, count] of Object.entries(item)) {
    const known = amountOf(attribute);
    if (!known) continue;
    const at = `${year}-${known.at.slice(0, 2)}-${known.at.slice(2)}`;
    if (at < from || at > to) continue;
    const [, size] = amountSize(attribute, Number(count));
    const line = lines.get(at) ?? { at, part, values: {} };
    line.values[known.amount] = (line.values[known.amount] ?? 0n) + size;
    lines.set(at, line);
  }
  return [...lines.values()];
}

function yearsOf({ from, to }: Range): string[] {
  const [first, last] = [from, to].map((date) => Number(date.slice(0, 4))) as [number, number];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
