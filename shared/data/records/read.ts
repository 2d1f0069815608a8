import { limits } from '#contract/limits.ts';
import type { Page } from '#contract/page.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Change, ListQuery } from '#contract/record-operations.ts';
import type { RecordHead } from '#contract/record-type.ts';
import type { Permission, Scope } from '#contract/permission.ts';
import type { Context } from '../context.ts';
import { changeKey, changePrefix, indexName, listPartition, type Index, type Key } from '../keys.ts';
import { getItem, query, type Item } from '../table.ts';
import { exactTotal } from './counters.ts';
import { decodeCursor, encodeCursor, listHash, type Position } from './cursor.ts';
import { keyOf, noValue, type AnyRecord, type ListIndex, type RecordDefinition } from './definition.ts';
import { searchRecords } from './search.ts';
import { facetToken, isGone, listName, recordFrom, trashList, type RecordItem } from './stored.ts';

export type ListRow = Pick<RecordHead, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt'> &
  Record<string, unknown>;
export type FilterValues = Record<string, string[]>;
/** Attributes of a record's item that make the record. */
export const recordAttributes = {
  ProjectionExpression: 'pk, sk, #data, #schema, #version',
  ExpressionAttributeNames: { '#data': 'data', '#schema': 'schema', '#version': 'version' },
};

/** Whether a caller whose permission reaches this far may know of the record. */
export function isVisible(record: AnyRecord, scope: Scope | undefined, userId: string): boolean {
  return scope === 'all' || (scope === 'own' && record.ownerId === userId);
}

/** A record by id, in the trash or not; what is gone, foreign or out of reach is not found. */
export async function loadRecord(
  definition: RecordDefinition,
  context: Context,
  id: string,
  scope: Scope | undefined = context.scope,
): Promise<AnyRecord> {
  const item = await getItem<RecordItem>(context, keyOf(definition, context.orgId, id), recordAttributes);
  const record = item && recordFrom(definition, item);
  if (!record || isGone(record, context.now) || !isVisible(record, scope, context.actor.userId)) {
    throw new ProblemError('not_found');
  }
  return record;
}

/** The scope in which a caller may read records of a type. */
export const readScope = (definition: RecordDefinition, context: Context): Scope | undefined =>
  context.scopeFor(`${definition.type.name}:read` as Permission);

interface Plan {
  index: Index;
  partition: string;
  descending: boolean;
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
    if (values) filters[field] = values;
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
    partition: listPartition(context.orgId, type, trashList),
    descending: true,
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
  const rest = Object.fromEntries(Object.entries(filters).filter(([field]) => !best.by.includes(field)));
  const name = listName(best.by, (field) => filters[field]?.[0] ?? noValue);
  return {
    index: best.index,
    partition: listPartition(context.orgId, type, name),
    descending: asked.startsWith('-'),
    rest,
    hash: listHash([type, asked, filters]),
  };
}

const serves = (list: ListIndex, filters: FilterValues): boolean =>
  list.by.every((field) => filters[field]?.length === 1);
/** An owner's records are fewer than those of a status; both are fewer than all. */
const selectivity = (list: ListIndex): number => list.by.length * 2 + (list.by.includes('ownerId') ? 1 : 0);

interface IndexRow extends Item {
  row: string;
}

async function readPage(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  limit: number,
  start: Position | undefined,
): Promise<{ rows: ListRow[]; next: Position | undefined }> {
  const filter = facetFilter(plan.rest);
  if (filter === 'nothing') return { rows: [], next: undefined };
  const [pk, sk] = [`${plan.index}pk`, `${plan.index}sk`];
  const rows: IndexRow[] = [];
  let lastKey: Item | undefined = start && startKey(definition, context, plan, start);
  let scanned = 0;
  do {
    const page = await query<IndexRow>(context, {
      IndexName: indexName(plan.index),
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': pk, '#sk': sk, '#row': 'row' },
      ExpressionAttributeValues: { ':pk': plan.partition, ...filter?.values },
      ProjectionExpression: '#row, #sk',
      ScanIndexForward: !plan.descending,
      // Without a filter one row more tells whether there is a next page.
      Limit: filter ? Math.min(250, limits.boundedReadItems - scanned) : limit + 1,
      ...(filter ? { FilterExpression: filter.expression } : {}),
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    rows.push(...page.items);
    scanned += page.scanned;
    lastKey = page.lastKey;
  } while (lastKey && rows.length <= limit && scanned < limits.boundedReadItems && filter);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const positionOf = (item: Item) => positionFrom(String(item[sk]));
  if (rows.length > limit && last) return { rows: parsed(items), next: positionOf(last) };
  return { rows: parsed(items), next: lastKey && positionOf(lastKey) };
}

const parsed = (items: IndexRow[]): ListRow[] => items.map((item) => JSON.parse(item.row) as ListRow);

/** The sort key ends in `#<id>`; ids hold no `#`. */
function positionFrom(sortKey: string): Position {
  const cut = sortKey.lastIndexOf('#');
  return { sortValue: sortKey.slice(0, cut), id: sortKey.slice(cut + 1) };
}

function startKey(
  definition: RecordDefinition,
  context: Context,
  plan: Plan,
  { sortValue, id }: Position,
): Item {
  return {
    ...keyOf(definition, context.orgId, id),
    [`${plan.index}pk`]: plan.partition,
    [`${plan.index}sk`]: `${sortValue}#${id}`,
  };
}

/** A filter over facets; an empty choice can match nothing. */
export function facetFilter(
  filters: FilterValues,
): { expression: string; values: Record<string, string> } | 'nothing' | undefined {
  const parts: string[] = [];
  const values: Record<string, string> = {};
  for (const [field, wanted] of Object.entries(filters)) {
    if (wanted.length === 0) return 'nothing';
    const tests = wanted.map((value) => {
      const name = `:f${Object.keys(values).length}`;
      values[name] = facetToken(field, value);
      return `contains(facets, ${name})`;
    });
    parts.push(`(${tests.join(' OR ')})`);
  }
  return parts.length === 0 ? undefined : { expression: parts.join(' AND '), values };
}

interface ChangeItem {
  sk: string;
  version: number;
  action: string;
  actor: string;
  apiKey?: string;
  at: string;
  data?: string;
}

/** Changes of one record, newest first. */
export async function recordHistory(
  record: { key: Key; id: string },
  context: Context,
  input: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Change[]; nextCursor?: string | undefined }> {
  const hash = listHash(['history', record.id]);
  const start = decodeCursor(hash, input.cursor);
  const limit = input.limit ?? limits.pageSizeDefault;
  const { items } = await query<ChangeItem>(context, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': record.key.pk,
      ':from': changePrefix,
      ':to': start ? changeKey(record.key, Number(start.sortValue) - 1).sk : `${changePrefix}~`,
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit + 1,
  });
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((item) => ({
      id: `${record.id}#${item.version}`,
      version: item.version,
      action: item.action,
      at: item.at,
      actorId: item.actor,
      ...(item.apiKey ? { apiKeyId: item.apiKey } : {}),
      ...(item.data ? { changes: JSON.parse(item.data) as NonNullable<Change['changes']> } : {}),
    })),
    ...(items.length > limit && last
      ? { nextCursor: encodeCursor(hash, { sortValue: String(last.version), id: record.id }) }
      : {}),
  };
}
