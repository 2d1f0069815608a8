import type { ListRows } from '#contract/lists/list-operations.ts';
import type { ListQuery } from '#contract/lists/list-query.ts';
import { queryFilters } from '#contract/lists/query-filter.ts';
import { selectionIn, sortIn, withIdsFor } from '#data/lists/list-question.ts';
import {
  completeSubject,
  listSubject,
  plainSubject,
  shownSubject,
  type ListSubject,
} from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import type { ListIndex, ListRow, RecordDefinition } from '#data/records/definition.ts';
import { requestedReach } from '#data/records/read.ts';
import { isBackfilled } from '#data/records/backfilled.ts';
import { isCursorOf } from '#data/records/cursor.ts';
import { indexHash, readIndexPage, type IndexedList } from './index-page.ts';
import { checkIncluded, columnsInRow, includesLongTexts, rowIn } from './list-rows.ts';
import { readPage } from '#data/lists/list-page.ts';
import { noValue } from '#data/store/keys.ts';

type Query = ListQuery & Record<string, unknown>;

/**
 * A page of a list by query parameters. Default lists are read from an index, which needs no copy of the list in
 * memory; all others from the list database.
 */
export async function list(
  definition: RecordDefinition,
  context: Context,
  query: Query,
): Promise<ListRows<ListRow>> {
  return listIn(await subjectFor(definition, context, query), context, query);
}

/** The list that a query needs: one that may be in an index needs no custom fields to find records. */
export const subjectFor = async (
  definition: RecordDefinition,
  context: Context,
  query: Query,
): Promise<ListSubject> =>
  isDefault(query)
    ? plainSubject(context, definition)
    : withIdsFor(context, await listSubject(context, definition), query);

/** A page of a list by query parameters, whose subject is already known. */
export async function listIn(
  subject: ListSubject,
  context: Context,
  query: Query,
): Promise<ListRows<ListRow>> {
  const { definition } = subject;
  const { type } = definition;
  const order = query.sort ?? (query.deleted ? '-deletedAt' : type.defaultSort);
  const selection = selectionIn(subject, query);
  checkIncluded(subject, query.include);
  const reach = await requestedReach(context, query.teamOf);
  const sort = sortIn(subject, order);
  const isIndexed = reach === 'all' && !includesLongTexts(subject, query.include);
  const found = isIndexed ? indexFor(subject, order, query) : undefined;
  const index = found && { ...found, descending: sort.descending };
  if (index && (await isInIndex(context, definition, index, query))) {
    const rows = subject.isPlain ? shownSubject(context, subject) : subject;
    return readIndexPage(context, definition, rows, index, query);
  }
  const complete = await completeSubject(context, subject);
  const { limit, cursor, include, current } = query;
  const question = { ...selection, sorts: [sort], limit, cursor, include };
  const shown = columnsInRow(complete, include);
  const page = await readPage(context, complete, question, reach, {
    isCurrent: current !== undefined,
    shown,
  });
  return {
    ...page,
    items: page.items.map((record) => rowIn(complete, record as ListRow, include)),
  };
}

/**
 * Whether a page is read from the index. A first page is, unless it must be current or the index is still being
 * rewritten. Other pages are if the first one was.
 */
async function isInIndex(
  context: Context,
  definition: RecordDefinition,
  index: IndexedList,
  { cursor, current }: Pick<ListQuery, 'cursor' | 'current'>,
): Promise<boolean> {
  if (cursor !== undefined) return isCursorOf(indexHash(definition, index), cursor);
  return !current && (await isBackfilled(context, definition));
}

/** Query parameters of lists that indexes contain. */
const ofIndexes = new Set(['limit', 'cursor', 'sort', 'stageId', 'include']);
/** Those that can name custom fields, as `custom.<key>`. */
const ofCustomFields = new Set(['sort', 'include']);

/** Whether an index may contain the list, so that custom fields matter for its rows only. */
export const isDefault = (query: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(query).every(
    ([name, value]) =>
      value === undefined ||
      name === 'orgId' ||
      (ofIndexes.has(name) && !(ofCustomFields.has(name) && String(value).includes('.'))),
  );

/** The list in an index that contains exactly the requested records in the requested order. */
function indexFor(
  { definition, columns, settings }: ListSubject,
  order: string,
  query: Query,
): { list: ListIndex; value: string | undefined } | undefined {
  if (query.q !== undefined || query.deleted) return undefined;
  const { type } = definition;
  const filters = queryFilters({ type, columns, currency: settings.currency }, query);
  const [only, ...others] = filters;
  if (others.length > 0) return undefined;
  const list = definition.lists.find(
    ({ by, isInternal, sort }) => !isInternal && by === only?.parameter && sort === order.replace(/^-/, ''),
  );
  if (!list || only === undefined) return list && { list, value: undefined };
  const values = query[only.parameter] as readonly string[];
  const [value] = values;
  return values.length === 1 && value !== noValue ? { list, value } : undefined;
}
