import { limits } from '#contract/limits.ts';
import { indexName, type Index } from '../store/keys.ts';
import type { Position } from './cursor.ts';

import { query, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** An index row as far as filters look at it. */
export interface Filtered {
  row: string;
  facets?: unknown;
}

export interface Filter {
  expression: string | undefined;
  values: Record<string, string | number>;
  /** What an expression cannot say or would be too long for: custom values, the owners of a very large team. */
  among: ((row: Filtered) => boolean) | undefined;
}

/** Sort keys between which something lies, both with it. An open end reaches on. */
export interface KeySpan {
  from?: string;
  to?: string;
}

/** Lists of one index that are read as one, in the order of their sort keys: `<sort value>#<id>`. */
export interface MergedLists {
  index: Index;
  /** One list, or several: a filter of several values, several people. */
  partitions: readonly string[];
  descending: boolean;
  /** Sort keys outside are passed over. */
  span: KeySpan;
  /** What is left to look at in each entry. */
  filter?: Filter | undefined;
  /** What only the items can tell of entries that fit. Each costs a read, so fewer are looked through. */
  keep?: ((entries: readonly Entry[]) => Promise<Entry[]>) | undefined;
  /** Entries that are looked through at a time where some may not fit; 250 unless most are wanted. */
  chunk?: number;
}

/** An entry of a list, as its index has it: its sort key, and the partition that its item lies in. */
export interface Entry {
  place: string;
  pk: string;
  row: string;
}

/** Lists that one request reads side by side; a filter of more values is looked for in a list of all. */
export const mergedListsMax = 50;
const wideChunk = 250;
/** Where most are wanted, or each takes a read of its own. */
export const narrowChunk = 75;

/** One of the lists as far as it was read. */
interface Strand {
  partition: string;
  /** What was read and is not on the page yet, in order. */
  waiting: Entry[];
  /** Where reading goes on. */
  behind: string | undefined;
  /** Whether everything has been read. */
  isRead: boolean;
}

/** The table orders keys by their bytes in UTF-8, which is not how texts compare here. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The sort key ends in `#<id>`; ids hold no `#`. */
export function positionFrom(sortKey: string): Position {
  const cut = sortKey.lastIndexOf('#');
  return { sortValue: sortKey.slice(0, cut), id: sortKey.slice(cut + 1) };
}

/**
 * One page behind a position; short only where as much was looked through as one request may. `next` is there if more may
 * be behind. Each list is read on when nothing of it waits: until then nobody knows whose entry comes next.
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
  let left = lists.keep ? limits.boundedLookups : limits.boundedReadItems;
  const entries: Entry[] = [];
  /** All lists are known up to there; to their ends if there is no such place. */
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

/** Of many lists each gives a part of the page; what is missing is read when it is. */
function readSize(
  { filter, keep, chunk = wideChunk }: MergedLists,
  missing: number,
  starved: number,
): number {
  if (filter ?? keep) return Math.ceil(chunk / starved);
  return Math.min(missing, Math.max(5, Math.ceil((2 * missing) / starved)));
}

/** The span behind a place, undefined where nothing lies between its ends. */
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

/** Reads some more of a list; tells how many entries were looked at. */
async function readOn(session: Session, lists: MergedLists, strand: Strand, most: number): Promise<number> {
  const { index, descending, filter, keep } = lists;
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
    // The span includes the place itself, which was read before.
    Limit: behind === undefined ? most : most + 1,
    ...(filter?.expression ? { FilterExpression: filter.expression } : {}),
  });
  const { among } = filter ?? {};
  const items = among ? page.items.filter(among) : page.items;
  const entries = items
    .map((item) => ({ place: String(item[sk]), pk: item.pk, row: item.row }))
    .filter(({ place }) => place !== behind);
  strand.waiting = keep ? await keep(entries) : entries;
  strand.isRead = page.lastKey === undefined;
  strand.behind = page.lastKey && String(page.lastKey[sk]);
  return page.scanned;
}
