import { limits } from '#contract/limits.ts';
import { indexName, type Index } from '../store/keys.ts';
import type { Position } from './cursor.ts';

import { query, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** The part of an index row that filters need. */
export interface Filtered {
  row: string;
  facets?: unknown;
}

export interface Filter {
  expression: string | undefined;
  values: Record<string, string | number>;
  /**
   * Conditions that an expression cannot express or that would make it too long: owners of a very large team.
   */
  among: ((row: Filtered) => boolean) | undefined;
}

/** A range of sort keys, both ends included. A missing end is open. */
export interface KeySpan {
  from?: string;
  to?: string;
}

/** Lists of one index that are read as one, in the order of their sort keys: `<sort value>#<id>`. */
export interface MergedLists {
  index: Index;
  /** Several for a filter with several values or people, otherwise one. */
  partitions: readonly string[];
  descending: boolean;
  /** Entries with other sort keys are skipped. */
  span: KeySpan;
  /** Filters applied to each entry. */
  filter?: Filter | undefined;
  /** Entries read at a time if some may not match; 250 unless most will. */
  chunk?: number;
}

/** An entry of a list: its sort key, and the partition of its item. */
export interface Entry {
  place: string;
  pk: string;
  row: string;
}

/** Maximum number of lists read in parallel. A filter with more values is applied to the list of all records. */
export const mergedListsMax = 50;
const wideChunk = 250;
/** Number of entries if most match. */
export const narrowChunk = 75;

/** One of the lists, as far as it has been read. */
interface Strand {
  partition: string;
  /** Entries read but not yet on the page, in order. */
  waiting: Entry[];
  /** Where to continue reading. */
  behind: string | undefined;
  /** Whether everything has been read. */
  isRead: boolean;
}

/** The table sorts keys by their UTF-8 bytes, unlike string comparison here. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The sort key ends in `#<id>`, and ids contain no `#`. */
export function positionFrom(sortKey: string): Position {
  const cut = sortKey.lastIndexOf('#');
  return { sortValue: sortKey.slice(0, cut), id: sortKey.slice(cut + 1) };
}

/**
 * One page after a position; shorter only if one request's reading limit was reached. `next` is set if there may be
 * more. A list without buffered entries is read further first, because its next entry decides the order.
 */
export async function readMergedPage(
  session: Session,
  lists: MergedLists,
  limit: number,
  start: Position | undefined,
): Promise<{ entries: Entry[]; next: Position | undefined }> {
  const inOrder = (a: string, b: string): number => (lists.descending ? byBytes(b, a) : byBytes(a, b));
  const from = start && `${start.sortValue}#${start.id}`;
  const strands = lists.partitions.map((partition): Strand => ({
    partition,
    waiting: [],
    behind: from,
    isRead: false,
  }));
  let left: number = limits.boundedReadItems;
  const entries: Entry[] = [];
  /** All lists are complete up to this key; undefined if they are complete to their ends. */
  let edge: string | undefined;
  while (entries.length <= limit) {
    const starved = strands.filter(({ waiting, isRead }) => waiting.length === 0 && !isRead);
    if (starved.length > 0 && left > 0) {
      const most = readSize(lists, limit + 1 - entries.length, starved.length);
      const scanned = await Promise.all(starved.map((strand) => readOn(session, lists, strand, most)));
      left -= scanned.reduce((sum, count) => sum + count, 0);
      continue;
    }
    [edge] = starved.map(({ behind = '' }) => behind).sort(inOrder);
    const [first] = strands
      .flatMap(({ waiting }) => waiting[0] ?? [])
      .filter(({ place }) => edge === undefined || inOrder(place, edge) <= 0)
      .sort((a, b) => inOrder(a.place, b.place));
    if (!first) break;
    strands.find(({ waiting }) => waiting[0] === first)?.waiting.shift();
    entries.push(first);
  }
  const shown = entries.slice(0, limit);
  const next = entries.length > limit ? shown.at(-1)?.place : edge;
  return { entries: shown, next: next === undefined ? undefined : positionFrom(next) };
}

/** Each list contributes only part of the page, so few entries are read from each at first. */
function readSize({ filter, chunk = wideChunk }: MergedLists, missing: number, starved: number): number {
  if (filter) return Math.ceil(chunk / starved);
  return Math.min(missing, Math.max(5, Math.ceil((2 * missing) / starved)));
}

/** The range after a position; undefined if it is empty. */
function spanBehind({ span, descending }: MergedLists, start: string | undefined): KeySpan | undefined {
  const [behind, before] = descending ? [undefined, start] : [start, undefined];
  const from = [span.from, behind]
    .filter((key) => key !== undefined)
    .sort(byBytes)
    .at(-1);
  const to = [span.to, before].filter((key) => key !== undefined).sort(byBytes)[0];
  if (from !== undefined && to !== undefined && byBytes(from, to) >= 0) return undefined;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Reads more of a list and returns the number of entries read. */
async function readOn(session: Session, lists: MergedLists, strand: Strand, most: number): Promise<number> {
  const { index, descending, filter } = lists;
  const { behind } = strand;
  const span = spanBehind(lists, behind);
  if (!span) {
    strand.isRead = true;
    return 0;
  }
  const { from, to } = span;
  const between =
    from !== undefined && to !== undefined
      ? ['#sk BETWEEN :from AND :to']
      : [...(from === undefined ? [] : ['#sk >= :from']), ...(to === undefined ? [] : ['#sk <= :to'])];
  const sk = `${index}sk`;
  const page = await query<Item & Omit<Entry, 'place'>>(session, {
    IndexName: indexName(index),
    KeyConditionExpression: ['#pk = :pk', ...between].join(' AND '),
    ExpressionAttributeNames: { '#pk': `${index}pk`, '#sk': sk, '#row': 'row' },
    ExpressionAttributeValues: {
      ':pk': strand.partition,
      ...(from === undefined ? {} : { ':from': from }),
      ...(to === undefined ? {} : { ':to': to }),
      ...filter?.values,
    },
    ProjectionExpression: filter?.among ? 'pk, #row, #sk, facets' : 'pk, #row, #sk',
    ScanIndexForward: !descending,
    // The range includes the position itself, which was read before.
    Limit: behind === undefined ? most : most + 1,
    ...(filter?.expression ? { FilterExpression: filter.expression } : {}),
  });
  const { among } = filter ?? {};
  const items = among ? page.items.filter(among) : page.items;
  const entries = items
    .map((item) => ({ place: String(item[sk]), pk: item.pk, row: item.row }))
    .filter(({ place }) => place !== behind);
  strand.waiting = entries;
  strand.isRead = page.lastKey === undefined;
  strand.behind = page.lastKey && String(page.lastKey[sk]);
  return page.scanned;
}
