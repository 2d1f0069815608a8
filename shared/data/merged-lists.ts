import { limits } from '#contract/limits.ts';
import { indexName, type Index } from './keys.ts';
import type { Position } from './records/cursor.ts';
import type { Filter } from './records/facets.ts';
import { query, type Item } from './table.ts';
import type { Session } from './units.ts';

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

/** What was read: its entries in order, and where reading stopped if there may be more. */
interface Strand {
  entries: Entry[];
  end: string | undefined;
}

/** Index rows that one request may still look through, shared by all its reads. */
interface Budget {
  left: number;
}

const wideChunk = 250;

/** The table orders keys by their bytes in UTF-8, which is not how texts compare here. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The sort key ends in `#<id>`; ids hold no `#`. */
export function positionFrom(sortKey: string): Position {
  const cut = sortKey.lastIndexOf('#');
  return { sortValue: sortKey.slice(0, cut), id: sortKey.slice(cut + 1) };
}

/** One page behind a position; short only where so much had to be looked through. `next` is there if more may be behind. */
export async function readMergedPage(
  session: Session,
  lists: MergedLists,
  limit: number,
  start: Position | undefined,
): Promise<{ entries: Entry[]; next: Position | undefined }> {
  const entries: Entry[] = [];
  const budget: Budget = { left: lists.keep ? limits.boundedLookups : limits.boundedReadItems };
  let from = start && `${start.sortValue}#${start.id}`;
  do {
    const strand = await readMerged(session, lists, limit + 1 - entries.length, from, budget);
    entries.push(...(lists.keep ? await lists.keep(strand.entries) : strand.entries));
    from = strand.end;
  } while (from !== undefined && entries.length <= limit && budget.left > 0);
  const shown = entries.slice(0, limit);
  const next = entries.length > limit ? shown.at(-1)?.place : from;
  return { entries: shown, next: next === undefined ? undefined : positionFrom(next) };
}

/** The next entries of all lists in their common order, up to the earliest end: nothing behind it is known yet. */
async function readMerged(
  session: Session,
  lists: MergedLists,
  wanted: number,
  start: string | undefined,
  budget: Budget,
): Promise<Strand> {
  const { length } = lists.partitions;
  // Of many lists each gives a part of the page; what is missing is read in another round.
  const most =
    (lists.filter ?? lists.keep)
      ? Math.ceil((lists.chunk ?? wideChunk) / length)
      : length === 1
        ? wanted
        : Math.max(5, Math.ceil((2 * wanted) / length));
  const strands = await Promise.all(
    lists.partitions.map((partition) => readStrand(session, lists, partition, most, start, budget)),
  );
  const [only] = strands;
  if (strands.length === 1 && only) return only;
  const before = (a: string, b: string): boolean => (lists.descending ? byBytes(b, a) : byBytes(a, b)) < 0;
  const ends = strands.flatMap(({ end }) => (end === undefined ? [] : [end]));
  const end = ends.reduce<string | undefined>(
    (least, other) => (least === undefined || before(other, least) ? other : least),
    undefined,
  );
  const entries = strands
    .flatMap((strand) => strand.entries)
    .filter(({ place }) => end === undefined || !before(end, place))
    .sort((a, b) => (before(a.place, b.place) ? -1 : 1));
  return { entries, end };
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

async function readStrand(
  session: Session,
  lists: MergedLists,
  partition: string,
  most: number,
  start: string | undefined,
  budget: Budget,
): Promise<Strand> {
  const { index, descending, filter } = lists;
  const span = spanBehind(lists, start);
  if (!span) return { entries: [], end: undefined };
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
      ':pk': partition,
      ...(from === undefined ? {} : { ':from': from }),
      ...(to === undefined ? {} : { ':to': to }),
      ...filter?.values,
    },
    ProjectionExpression: filter?.among ? 'pk, #row, #sk, facets' : 'pk, #row, #sk',
    ScanIndexForward: !descending,
    // The span includes the place itself, which was shown before.
    Limit: start === undefined ? most : most + 1,
    ...(filter?.expression ? { FilterExpression: filter.expression } : {}),
  });
  budget.left -= page.scanned;
  const { among } = filter ?? {};
  const items = among ? page.items.filter(among) : page.items;
  const entries = items.map((item) => ({ place: String(item[sk]), pk: item.pk, row: item.row }));
  return {
    entries: entries.filter(({ place }) => place !== start),
    end: page.lastKey && String(page.lastKey[sk]),
  };
}
