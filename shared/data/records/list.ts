import { limits } from '#contract/limits.ts';
import type { Page } from '#contract/page.ts';
import type { ListQuery } from '#contract/record-operations.ts';
import type { Context } from '../context.ts';
import { indexName, listPartition, type Index } from '../keys.ts';
import { getItems, query, type Item } from '../table.ts';
import { exactTotal } from './counters.ts';
import { decodeCursor, encodeCursor, listHash, type Position } from './cursor.ts';
import {
  keyOf,
  type FilterValues,
  type ListIndex,
  type ListRow,
  type RecordDefinition,
} from './definition.ts';
import { facetFilter, type Filter } from './facets.ts';
import { recordAttributes } from './read.ts';
import { searchRecords } from './search.ts';
import {
  allList,
  listName,
  recordFrom,
  rowFrom,
  rowOf,
  trashBegin,
  trashList,
  type RecordItem,
} from './stored.ts';

interface Plan {
  index: Index;
  /** One list, or several that are merged: a filter of several values. */
  partitions: string[];
  descending: boolean;
  /** Sort keys before this are passed over. */
  from?: string;
  /** Filters that the index does not serve; they are applied while reading. */
  rest: FilterValues;
  /** Names the list for cursors. */
  hash: string;
}

/** One page of a record type's list. */
export async function listRecords(
  definition: RecordDefinition,
  context: Context,
  input: ListQuery & Record<string, unknown>,
): Promise<Page<ListRow>> {
  const limit = input.limit ?? limits.pageSizeDefault;
  const filters = filtersOf(definition, context, input);
  if (input.q !== undefined) {
    return searchRecords(definition, context, { q: input.q, limit, cursor: input.cursor, filters });
  }
  const plan = input.deleted
    ? trashPlan(definition, context, filters)
    : listPlan(definition, context, filters, input.sort);
  const start = decodeCursor(plan.hash, input.cursor);
  const [read, counted] = await Promise.all([
    readPage(definition, context, plan, limit, start),
    input.deleted ? undefined : exactTotal(definition, context, filters),
  ]);
  const seen = read.rows.length;
  return {
    items: read.rows,
    ...(read.next ? { nextCursor: encodeCursor(plan.hash, read.next) } : {}),
    total: counted ?? seen,
    totalIsExact: counted !== undefined || (!read.next && !start),
  };
}

/** The filters asked for, and the one that the caller's scope adds. */
function filtersOf(
  definition: RecordDefinition,
  context: Context,
  input: Record<string, unknown>,
): FilterValues {
  const filters: FilterValues = {};
  for (const field of definition.type.filters) {
    const values = input[field] as string[] | undefined;
    if (values) filters[field] = [...new Set(values)];
  }
  if (context.scope === 'own') {
    const asked = filters.ownerId;
    filters.ownerId = !asked || asked.includes(context.actor.userId) ? [context.actor.userId] : [];
  }
  return filters;
}

function trashPlan(definition: RecordDefinition, context: Context, filters: FilterValues): Plan {
  const type = definition.type.name;
  return {
    index: 'g1',
    partitions: [listPartition(context.orgId, type, trashList)],
    descending: true,
    from: trashBegin(context.now),
    rest: filters,
    hash: listHash([type, trashList, filters]),
  };
}

/** Chooses the index that serves the sort and the most filters; what it does not serve is filtered while reading. */
function listPlan(
  definition: RecordDefinition,
  context: Context,
  filters: FilterValues,
  sort: string | undefined,
): Plan {
  const type = definition.type.name;
  const asked = sort ?? definition.type.sorts[0] ?? '';
  const by = asked.replace(/^-/, '');
  const usable = definition.lists.filter((list) => list.sort === by && serves(list, filters));
  const best = usable.sort((a, b) => selectivity(b) - selectivity(a))[0];
  if (!best) throw new Error(`${type}: no index sorts by ${by}`);
  const { [best.by ?? '']: values, ...rest } = filters;
  const names = best.by === undefined ? [allList] : (values ?? []).map((value) => listName(best.by, value));
  return {
    index: best.index,
    partitions: names.map((name) => listPartition(context.orgId, type, name)),
    descending: asked.startsWith('-'),
    rest,
    hash: listHash([type, asked, filters]),
  };
}

/** Lists that one request reads side by side; a filter of more values is applied while reading the whole list. */
const mergedListsMax = 50;

function serves({ by }: ListIndex, filters: FilterValues): boolean {
  const values = by === undefined ? 1 : (filters[by]?.length ?? 0);
  return values >= 1 && values <= mergedListsMax;
}

/** An owner's records are fewer than those of a status; both are fewer than all. */
function selectivity({ by }: ListIndex): number {
  if (by === undefined) return 0;
  return by === 'ownerId' ? 2 : 1;
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

/** One page out of the plan's lists, merged by sort key. Nothing after the earliest unfinished end is known yet. */
async function readPage(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  limit: number,
  start: Position | undefined,
): Promise<Read> {
  const filter = facetFilter(definition, plan.rest);
  if (filter === 'nothing') return { rows: [], next: undefined };
  const strands = await Promise.all(
    plan.partitions.map((partition) =>
      readStrand(definition, context, plan, partition, filter, limit, start),
    ),
  );
  const sk = `${plan.index}sk`;
  const sortKey = (item: Item): string => String(item[sk]);
  const [first] = strands;
  const before = (a: string, b: string): boolean => (plan.descending ? byBytes(b, a) : byBytes(a, b)) < 0;
  const ends = strands.flatMap(({ end }) => (end === undefined ? [] : [end]));
  const frontier = ends.reduce<string | undefined>(
    (least, end) => (least === undefined || before(end, least) ? end : least),
    undefined,
  );
  const rows =
    strands.length === 1
      ? (first?.rows ?? [])
      : strands
          .flatMap((strand) => strand.rows)
          .filter((row) => frontier === undefined || !before(frontier, sortKey(row)))
          .sort((a, b) => (before(sortKey(a), sortKey(b)) ? -1 : 1));
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? sortKey(last) : frontier;
  return {
    rows: await rowsOf(definition, context, plan, items),
    next: next === undefined ? undefined : positionFrom(next),
  };
}

async function readStrand(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  partition: string,
  filter: Filter | undefined,
  limit: number,
  start: Position | undefined,
): Promise<Strand> {
  const [pk, sk] = [`${plan.index}pk`, `${plan.index}sk`];
  const readMost = Math.ceil(limits.boundedReadItems / plan.partitions.length);
  const rows: IndexRow[] = [];
  // A place that has come to lie before the first one is the end, and no key that the table takes.
  if (plan.from !== undefined && start && start.sortValue < plan.from) return { rows, end: undefined };
  let lastKey: Item | undefined = start && startKey(definition, context, plan, partition, start);
  let scanned = 0;
  do {
    const page = await query<IndexRow>(context, {
      IndexName: indexName(plan.index),
      KeyConditionExpression: plan.from === undefined ? '#pk = :pk' : '#pk = :pk AND #sk >= :from',
      ExpressionAttributeNames: { '#pk': pk, '#sk': sk, '#row': 'row' },
      ExpressionAttributeValues: {
        ':pk': partition,
        ...(plan.from === undefined ? {} : { ':from': plan.from }),
        ...filter?.values,
      },
      ProjectionExpression: '#row, #sk',
      ScanIndexForward: !plan.descending,
      // Without a filter one row more tells whether there is a next page.
      Limit: filter ? Math.min(250, readMost - scanned) : limit + 1,
      ...(filter ? { FilterExpression: filter.expression } : {}),
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    rows.push(...page.items);
    scanned += page.scanned;
    lastKey = page.lastKey;
  } while (lastKey && rows.length <= limit && scanned < readMost && filter);
  return { rows, end: lastKey && String(lastKey[sk]) };
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
    return item ? [rowOf(definition, recordFrom(definition, item))] : [];
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
