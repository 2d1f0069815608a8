import { limits } from '#contract/limits.ts';
import type { Page } from '#contract/page.ts';
import type { ListQuery } from '#contract/record-operations.ts';
import type { ActivityTally } from '#contract/record-type.ts';
import { requestedTeam } from '../organization/chart.ts';
import type { Context } from '../organization/context.ts';
import { narrowChunk, positionFrom, readMergedPage, type Entry } from './merged-lists.ts';
import { getItems } from '../store/table.ts';
import { exactTotal } from './counters.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import { customFilters } from '../custom-fields/filters.ts';
import { dayRangesOf } from './day-filters.ts';
import {
  keyOf,
  type AnyRecord,
  type FilterValues,
  type ListRow,
  type RecordDefinition,
} from './definition.ts';
import { filterOf, type ListFilters } from './facets.ts';
import { hashOf, listPlan, orderOf, trashPlan, type Plan } from './list-plan.ts';
import { isActive, reachOf, recordAttributes, type Reach } from './read.ts';
import { searchRecords } from './search.ts';
import { recordFrom, rowFrom, rowOf, type RecordItem } from './stored.ts';

/** A page of a record type's list. With `isCounted: false`, the total is not read. */
export async function listRecords(
  definition: RecordDefinition,
  context: Context,
  input: ListQuery & Record<string, unknown>,
  { isCounted: wantsTotal = true }: { isCounted?: boolean } = {},
): Promise<Page<ListRow>> {
  const limit = input.limit ?? limits.pageSizeDefault;
  const requested = requestedFilters(definition, context, input);
  const team = input.teamOf === undefined ? 'all' : await requestedTeam(context, input.teamOf);
  const filters = ownedBy(ownedBy(requested.filters, team), reachOf(context, context.scope));
  const { q, cursor } = input;
  if (q !== undefined) return searchRecords(definition, context, { q, limit, cursor, filters, requested });
  const effective: ListFilters = { ...requested, filters };
  const plan = input.deleted
    ? trashPlan(definition, context, effective, requested)
    : listPlan(definition, context, effective, requested, input.sort);
  const isBounded =
    Object.keys(effective.bounds).length > 0 ||
    [effective.ranges, effective.days, effective.hasActivities].some((bound) => bound !== undefined);
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

/** The cursor after a row that was found without reading the list. */
export function cursorBehind(
  definition: RecordDefinition,
  context: Context,
  input: ListQuery & Record<string, unknown>,
  row: ListRow,
): string {
  const { settings } = context;
  const requested = requestedFilters(definition, context, input);
  const order = orderOf(definition, input.sort);
  const sortValue = definition.sorts[order.replace(/^-/, '')]?.(row as AnyRecord, settings) ?? '';
  return encodeCursor(hashOf(definition, order, requested), { sortValue, id: row.id });
}

/** All filters of the request. */
function requestedFilters(
  definition: RecordDefinition,
  { settings }: Context,
  input: Record<string, unknown>,
): ListFilters {
  const { filters, ranges } = customFilters(settings, definition.type.name, input);
  const days = dayRangesOf(definition.type, input);
  return {
    filters: { ...valueFilters(definition, input), ...filters },
    bounds: boundsOf(definition, input),
    ...(ranges.length > 0 ? { ranges } : {}),
    ...(days.length > 0 ? { days } : {}),
    ...(typeof input.teamOf === 'string' ? { teamOf: input.teamOf } : {}),
    ...(input.hasActivities === undefined ? {} : { hasActivities: input.hasActivities === 'true' }),
  };
}

function valueFilters(definition: RecordDefinition, input: Record<string, unknown>): FilterValues {
  const filters: FilterValues = {};
  for (const field of definition.type.filters) {
    const values = input[field] as string[] | undefined;
    if (values) filters[field] = [...new Set(values)];
  }
  return filters;
}

/** The filters, limited to records of these owners. */
function ownedBy(filters: FilterValues, owners: Reach): FilterValues {
  if (owners === 'all') return filters;
  return { ...filters, ownerId: filters.ownerId?.filter((id) => owners.includes(id)) ?? [...owners] };
}

function boundsOf(definition: RecordDefinition, input: Record<string, unknown>): Record<string, number> {
  const names = definition.type.bounds.filter((name) => typeof input[name] === 'number');
  return Object.fromEntries(names.map((name) => [name, input[name] as number]));
}

interface Read {
  rows: ListRow[];
  next: Position | undefined;
}

async function readPage(
  definition: RecordDefinition,
  context: Context,
  { rest, ...plan }: Plan,
  limit: number,
  start: Position | undefined,
): Promise<Read> {
  const filter = filterOf(definition, rest, context.settings);
  if (filter === 'nothing') return { rows: [], next: undefined };
  const { hasActivities } = rest;
  const keep =
    hasActivities === undefined
      ? {}
      : {
          keep: (entries: readonly Entry[]) => byActivities(definition, context, entries, hasActivities),
          chunk: narrowChunk,
        };
  const { entries, next } = await readMergedPage(context, { ...plan, filter, ...keep }, limit, start);
  return { rows: await rowsOf(definition, context, entries), next };
}

/** Number of items requested at once. */
const itemsTogether = 100;

/** Keeps the index entries of records with activities, or of records without them. */
async function byActivities(
  definition: RecordDefinition,
  context: Context,
  entries: readonly Entry[],
  isIncluded: boolean,
): Promise<Entry[]> {
  const kept: Entry[] = [];
  for (let start = 0; start < entries.length; start += itemsTogether) {
    const some = entries.slice(start, start + itemsTogether);
    const items = await getItems<ActivityTally>(
      context,
      some.map(({ place }) => keyOf(definition, context.orgId, positionFrom(place).id)),
      { strong: false, ProjectionExpression: 'pk, sk, activityCount' },
    );
    kept.push(...some.filter((_, at) => isActive(items[at]) === isIncluded));
  }
  return kept;
}

/**
 * List rows of index entries. Rows that an older projection wrote are built from their records until the backfill
 * reaches them.
 */
async function rowsOf(
  definition: RecordDefinition,
  context: Context,
  entries: readonly Entry[],
): Promise<ListRow[]> {
  const ids = entries.map(({ place }) => positionFrom(place).id);
  const rows = entries.map(({ row }, at) => rowFrom(definition, ids[at] ?? '', row));
  const stale = ids.filter((_, at) => !rows[at]).map((id) => keyOf(definition, context.orgId, id));
  const records = (await getItems<RecordItem>(context, stale, recordAttributes)).values();
  return rows.flatMap((row) => {
    if (row) return [row];
    const item = records.next().value;
    return item ? [rowOf(definition, recordFrom(definition, item), context.settings)] : [];
  });
}
