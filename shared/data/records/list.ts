import { limits } from '#contract/limits.ts';
import type { Page } from '#contract/page.ts';
import type { ListQuery } from '#contract/record-operations.ts';
import { teamOf } from '../chart.ts';
import type { Context } from '../context.ts';
import { indexName } from '../keys.ts';
import { getItems, query, type Item } from '../table.ts';
import { exactTotal } from './counters.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import { customWanted } from './custom-filters.ts';
import { daysWanted } from './day-filters.ts';
import {
  keyOf,
  type AnyRecord,
  type FilterValues,
  type ListRow,
  type RecordDefinition,
} from './definition.ts';
import { filterOf, type Filter, type Wanted } from './facets.ts';
import { hashOf, listPlan, orderOf, trashPlan, type Plan } from './list-plan.ts';
import { reachOf, recordAttributes, type Reach } from './read.ts';
import { searchRecords } from './search.ts';
import { recordFrom, rowFrom, rowOf, type RecordItem } from './stored.ts';

/** One page of a record type's list; its total is looked up unless the caller knows it. */
export async function listRecords(
  definition: RecordDefinition,
  context: Context,
  input: ListQuery & Record<string, unknown>,
  { isCounted: wantsTotal = true }: { isCounted?: boolean } = {},
): Promise<Page<ListRow>> {
  const limit = input.limit ?? limits.pageSizeDefault;
  const asked = askedOf(definition, context, input);
  const team = input.teamOf === undefined ? 'all' : await teamOf(context, context.orgId, input.teamOf);
  const filters = ownedBy(ownedBy(asked.filters, team), reachOf(context, context.scope));
  const { q, cursor } = input;
  if (q !== undefined) return searchRecords(definition, context, { q, limit, cursor, filters, asked });
  const wanted: Wanted = { ...asked, filters };
  const plan = input.deleted
    ? trashPlan(definition, context, wanted, asked)
    : listPlan(definition, context, wanted, asked, input.sort);
  const isBounded =
    Object.keys(wanted.bounds).length > 0 || wanted.ranges !== undefined || wanted.days !== undefined;
  const isCounted = wantsTotal && !input.deleted && !isBounded;
  const start = decodeCursor(plan.hash, input.cursor);
  const [read, counted] = await Promise.all([
    readPage(definition, context, plan, limit, start),
    isCounted ? exactTotal(definition, context, filters) : undefined,
  ]);
  const seen = read.rows.length;
  return {
    items: read.rows,
    ...(read.next ? { nextCursor: encodeCursor(plan.hash, read.next) } : {}),
    total: counted ?? seen,
    totalIsExact: counted !== undefined || (!read.next && !start),
  };
}

/** Where the list that these parameters ask for goes on behind a row that was found otherwise. */
export function cursorBehind(
  definition: RecordDefinition,
  context: Context,
  input: ListQuery & Record<string, unknown>,
  row: ListRow,
): string {
  const { settings } = context;
  const asked = askedOf(definition, context, input);
  const order = orderOf(definition, input.sort);
  const sortValue = definition.sorts[order.replace(/^-/, '')]?.(row as AnyRecord, settings) ?? '';
  return encodeCursor(hashOf(definition, order, asked), { sortValue, id: row.id });
}

/** Everything that narrows the list that these parameters ask for. */
function askedOf(
  definition: RecordDefinition,
  { settings }: Context,
  input: Record<string, unknown>,
): Wanted {
  const { filters, ranges } = customWanted(settings, definition.type.name, input);
  const days = daysWanted(definition.type, input);
  return {
    filters: { ...askedFilters(definition, input), ...filters },
    bounds: boundsOf(definition, input),
    ...(ranges.length > 0 ? { ranges } : {}),
    ...(days.length > 0 ? { days } : {}),
    ...(typeof input.teamOf === 'string' ? { teamOf: input.teamOf } : {}),
  };
}

function askedFilters(definition: RecordDefinition, input: Record<string, unknown>): FilterValues {
  const filters: FilterValues = {};
  for (const field of definition.type.filters) {
    const values = input[field] as string[] | undefined;
    if (values) filters[field] = [...new Set(values)];
  }
  return filters;
}

/** The filters narrowed to what these members own. */
function ownedBy(filters: FilterValues, owners: Reach): FilterValues {
  if (owners === 'all') return filters;
  return { ...filters, ownerId: filters.ownerId?.filter((id) => owners.includes(id)) ?? [...owners] };
}

function boundsOf(definition: RecordDefinition, input: Record<string, unknown>): Record<string, number> {
  const given = definition.type.bounds.filter((name) => typeof input[name] === 'number');
  return Object.fromEntries(given.map((name) => [name, input[name] as number]));
}

interface IndexRow extends Item {
  row: string;
}

/** What was read of one list: its rows, and where reading stopped if there may be more. */
interface Strand {
  rows: IndexRow[];
  end: string | undefined;
}

interface Read {
  rows: ListRow[];
  next: Position | undefined;
}

/** The table orders keys by their bytes in UTF-8, which is not how texts compare here. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** One page out of the plan's lists, merged by sort key; short only where so much had to be looked through. */
async function readPage(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  limit: number,
  start: Position | undefined,
): Promise<Read> {
  const filter = filterOf(definition, plan.rest, context.settings);
  const { from: first = '', to: last } = plan.span;
  if (filter === 'nothing' || (last !== undefined && last <= first)) return { rows: [], next: undefined };
  const rows: IndexRow[] = [];
  const budget: Budget = { left: limits.boundedReadItems };
  const sk = `${plan.index}sk`;
  let from = start;
  let frontier: string | undefined;
  do {
    const merged = await readMerged(definition, context, plan, filter, limit + 1 - rows.length, from, budget);
    rows.push(...merged.rows);
    frontier = merged.end;
    from = frontier === undefined ? undefined : positionFrom(frontier);
  } while (from && rows.length <= limit && budget.left > 0);
  const items = rows.slice(0, limit);
  const shown = items.at(-1);
  const next = rows.length > limit && shown ? String(shown[sk]) : frontier;
  return {
    rows: await rowsOf(definition, context, plan, items),
    next: next === undefined ? undefined : positionFrom(next),
  };
}

/** Index rows that one request may still look through, shared by all its reads. */
interface Budget {
  left: number;
}

/** The next rows of all lists in their common order, up to the earliest end: nothing behind it is known yet. */
async function readMerged(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  filter: Filter | undefined,
  wanted: number,
  start: Position | undefined,
  budget: Budget,
): Promise<Strand> {
  const { length } = plan.partitions;
  // Of many lists each gives a part of the page; what is missing is read in another round.
  const most = filter
    ? Math.ceil(plan.chunk / length)
    : length === 1
      ? wanted
      : Math.max(5, Math.ceil((2 * wanted) / length));
  const strands = await Promise.all(
    plan.partitions.map((partition) =>
      readStrand(definition, context, plan, partition, filter, most, start, budget),
    ),
  );
  const [only] = strands;
  if (strands.length === 1 && only) return only;
  const sortKey = (item: Item): string => String(item[`${plan.index}sk`]);
  const before = (a: string, b: string): boolean => (plan.descending ? byBytes(b, a) : byBytes(a, b)) < 0;
  const ends = strands.flatMap(({ end }) => (end === undefined ? [] : [end]));
  const end = ends.reduce<string | undefined>(
    (least, other) => (least === undefined || before(other, least) ? other : least),
    undefined,
  );
  const rows = strands
    .flatMap((strand) => strand.rows)
    .filter((row) => end === undefined || !before(end, sortKey(row)))
    .sort((a, b) => (before(sortKey(a), sortKey(b)) ? -1 : 1));
  return { rows, end };
}

async function readStrand(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  partition: string,
  filter: Filter | undefined,
  most: number,
  start: Position | undefined,
  budget: Budget,
): Promise<Strand> {
  const [pk, sk] = [`${plan.index}pk`, `${plan.index}sk`];
  const { from: first, to: last } = plan.span;
  // A place that has come to lie outside is the end, and no key that the table takes.
  const place = start && `${start.sortValue}#${start.id}`;
  const isOutside =
    place !== undefined &&
    ((first !== undefined && byBytes(place, first) < 0) || (last !== undefined && byBytes(place, last) > 0));
  if (isOutside) return { rows: [], end: undefined };
  const conditions = [
    '#pk = :pk',
    ...(first !== undefined && last !== undefined
      ? ['#sk BETWEEN :first AND :last']
      : [...(first === undefined ? [] : ['#sk >= :first']), ...(last === undefined ? [] : ['#sk <= :last'])]),
  ];
  const page = await query<IndexRow>(context, {
    IndexName: indexName(plan.index),
    KeyConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: { '#pk': pk, '#sk': sk, '#row': 'row' },
    ExpressionAttributeValues: {
      ':pk': partition,
      ...(first === undefined ? {} : { ':first': first }),
      ...(last === undefined ? {} : { ':last': last }),
      ...filter?.values,
    },
    ProjectionExpression: filter?.among ? '#row, #sk, facets' : '#row, #sk',
    ScanIndexForward: !plan.descending,
    Limit: most,
    ...(filter?.expression ? { FilterExpression: filter.expression } : {}),
    ...(start ? { ExclusiveStartKey: startKey(definition, context, plan, partition, start) } : {}),
  });
  budget.left -= page.scanned;
  const { among } = filter ?? {};
  const rows = among ? page.items.filter(among) : page.items;
  return { rows, end: page.lastKey && String(page.lastKey[sk]) };
}

/** Rows of an older projection are made anew from their records until the reprojection has come to them. */
async function rowsOf(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  items: IndexRow[],
): Promise<ListRow[]> {
  const ids = items.map((item) => positionFrom(String(item[`${plan.index}sk`])).id);
  const rows = items.map((item, at) => rowFrom(definition, ids[at] ?? '', item.row));
  const stale = ids.filter((_, at) => !rows[at]).map((id) => keyOf(definition, context.orgId, id));
  const records = (await getItems<RecordItem>(context, stale, recordAttributes)).values();
  return rows.flatMap((row) => {
    if (row) return [row];
    const item = records.next().value;
    return item ? [rowOf(definition, recordFrom(definition, item), context.settings)] : [];
  });
}

/** The sort key ends in `#<id>`; ids hold no `#`. */
function positionFrom(sortKey: string): Position {
  const cut = sortKey.lastIndexOf('#');
  return { sortValue: sortKey.slice(0, cut), id: sortKey.slice(cut + 1) };
}

function startKey(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  partition: string,
  { sortValue, id }: Position,
): Item {
  return {
    ...keyOf(definition, context.orgId, id),
    [`${plan.index}pk`]: partition,
    [`${plan.index}sk`]: `${sortValue}#${id}`,
  };
}
