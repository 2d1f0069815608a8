import type { ShownType } from 'virtual:contract';
import { dividesLists, type ColumnKind } from '#contract/lists/column-kind.ts';
import { conditionsIn, type Condition, type Filter } from '#contract/lists/filter-tree.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { limits } from '#contract/limits.ts';
import { alternativesIn, limitedTo, simplified, withAlternatives } from './conditions.ts';
import { filterFrom, filterText, readableQuery } from './filter-address.ts';
import { listColumns } from './list-columns.ts';

export const pageSizes = [10, 25, 50, 100] as const;

/** Number of pages of a list with this number of records, as far as pages can be opened. */
export const pagesOf = (total: number, limit: number): number =>
  Math.min(Math.ceil(total / limit), listLimits.offsetMax / limits.pageSizeMax);

/** What determines the rows of a list. It is stored in the page's URL. */
export interface ListState {
  q: string;
  filter?: Filter;
  /**
   * The filter of the address, if it can't be read, such as that of a link that was cut, or parameters that limit nothing
   * although they may be meant to. The list then contains no records, because it would contain all of them without its
   * filter.
   */
  unreadable?: string;
  /** Only records of this member and of those who report to the member. */
  teamOf?: string;
  /** The column by which the list is divided into groups. */
  groupBy?: string;
  /** Names of columns, most important first, with the prefix `-` for descending order. */
  sorts: readonly string[];
  limit: number;
  /** Page number, starting with 1. */
  page: number;
  /** Number of records before the first one, for a part of the list that isn't one of its pages. Not in the URL. */
  offset?: number;
  /** ID of the saved view that was opened, or `allRecords`. The list can differ from the view by now. */
  viewId?: string;
}

/** In place of the ID of a view: all records, although the user opens a view first. */
export const allRecords = 'all';

/** What a record type's lists can be filtered and sorted by. */
export type ListShape = Pick<
  ShownType,
  'fields' | 'computed' | 'hasActivities' | 'hasWonDeals' | 'defaultSort' | 'sortColumns'
>;

type Query = Pick<URLSearchParams, 'get'> & Iterable<[string, string]>;
type Columns = ReadonlyMap<string, { kind: ColumnKind }>;

/** The parameters of a list's address, besides those that are named like a column of choices, and a former one. */
const parameters = ['saved', 'view', 'q', 'filter', 'teamOf', 'group', 'sort', 'limit', 'page', 'cursor'];

/**
 * The list at an address. Parameters that are named like a column of choices, as in `statusId=a,b`, are conditions, too:
 * other pages link to lists with them.
 */
export function readListState(type: ListShape, query: Query): ListState {
  const columns = listColumns(type);
  const limit = Number(query.get('limit'));
  const page = Number(query.get('page'));
  const text = query.get('filter') ?? undefined;
  const written = filterFrom(text ?? '');
  const filter = withChoices(columns, query, written);
  const unreadable = text !== undefined && !written ? text : oddParameters(columns, query);
  const [teamOf, viewId, groupBy] = [query.get('teamOf'), query.get('saved'), query.get('group')];
  const groups = groupsBy(columns, groupBy);
  const sorts = (query.get('sort') ?? '')
    .split(',')
    .map((sort) => sortOf(type, sort))
    .filter((sort) => columns.has(sortColumn(sort)));
  return {
    q: query.get('q') ?? '',
    ...(filter ? { filter } : {}),
    ...(unreadable === undefined ? {} : { unreadable }),
    ...(teamOf ? { teamOf } : {}),
    ...groups,
    sorts: sorts.length > 0 ? sendable(sorts, groups.groupBy) : [usualSort(type)],
    limit: pageSizes.some((size) => size === limit) ? limit : limits.pageSizeDefault,
    page: page > 1 ? Math.floor(Math.min(page, listLimits.offsetMax / limits.pageSizeMax)) : 1,
    ...(viewId ? { viewId } : {}),
  };
}

/** The column by which a list is grouped. Empty if the list can't be grouped by it. */
export function groupsBy(
  columns: ReturnType<typeof listColumns>,
  name: string | null | undefined,
): Pick<ListState, 'groupBy'> {
  const column = columns.get(name ?? '');
  return column && dividesLists(column) ? { groupBy: column.name } : {};
}

/** The sorts that a question has room for. The sort of groups takes a place of its own unless it is one of them. */
export function sendable(sorts: readonly string[], groupBy: string | undefined): readonly string[] {
  const isAdded = groupBy !== undefined && !sorts.some((sort) => sortColumn(sort) === groupBy);
  return sorts.slice(0, listLimits.sorts - (isAdded ? 1 : 0));
}

/** The sorts of a list with a further one. Those that were added first make room, except the sort of the groups. */
export function withSort({ groupBy, sorts }: Pick<ListState, 'groupBy' | 'sorts'>, sort: string): string[] {
  const others = sorts.filter((one) => sortColumn(one) !== sortColumn(sort));
  const hasGroups = groupBy !== undefined && sortColumn(sort) !== groupBy;
  const kept = others
    .filter((one) => sortColumn(one) !== groupBy)
    .slice(-(listLimits.sorts - (hasGroups ? 2 : 1)));
  return [...others.filter((one) => sortColumn(one) === groupBy || kept.includes(one)), sort];
}

/** The ids in a parameter that is named like a column of choices. */
function idsIn(columns: Columns, [name, text]: [string, string]): string[] {
  const isChoice = ['choice', 'choices'].includes(columns.get(name)?.kind ?? '');
  return isChoice ? text.split(',').filter(Boolean) : [];
}

/** The parameters with an unknown name or no value, in which a filter may have been meant. */
function oddParameters(columns: Columns, query: Query): string | undefined {
  const odd = [...query].filter(
    ([name, text]) =>
      (name === 'teamOf' && text === '') ||
      (!parameters.includes(name) && idsIn(columns, [name, text]).length === 0),
  );
  return odd.length > 0 ? new URLSearchParams(odd).toString() : undefined;
}

function withChoices(columns: Columns, query: Query, filter: Filter | undefined): Filter | undefined {
  const chosen = [...query].flatMap(([name, text]) => {
    const ids = idsIn(columns, [name, text]);
    return ids.length > 0 ? [anyOf(name, ids)] : [];
  });
  return chosen.length > 0 ? limitedTo(filter, chosen) : filter && simplified(filter);
}

/** A sort by a column, for a sort that may have a key of its own, such as `name`. */
function sortOf({ sortColumns }: Pick<ListShape, 'sortColumns'>, sort: string): string {
  const key = sortColumn(sort);
  return sort.replace(key, sortColumns[key] ?? key);
}

/** The order of a list without an explicit one. */
export const usualSort = (type: Pick<ListShape, 'defaultSort' | 'sortColumns'>): string =>
  sortOf(type, type.defaultSort);

/** The column of a sort. */
export const sortColumn = (sort: string): string => sort.replace(/^-/, '');

/**
 * The query string of a list's URL, without default values. With a view, it always has the sort: without parameters, the
 * view applies.
 */
export function writeListState(
  type: Pick<ListShape, 'defaultSort' | 'sortColumns'>,
  state: Partial<ListState>,
): string {
  const { q, filter, unreadable, teamOf, groupBy, sorts = [], limit, page = 1, viewId } = state;
  const text = unreadable ?? (filter && filterText(filter));
  const sort = sorts.join(',');
  const hasView = viewId !== undefined && viewId !== allRecords;
  const query = new URLSearchParams({
    ...(viewId ? { saved: viewId } : {}),
    ...(q ? { q } : {}),
    ...(text === undefined ? {} : { filter: text }),
    ...(teamOf ? { teamOf } : {}),
    ...(groupBy ? { group: groupBy } : {}),
    ...(sort && (hasView || sort !== usualSort(type)) ? { sort } : {}),
    ...(limit && limit !== limits.pageSizeDefault ? { limit: String(limit) } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? `?${readableQuery(query)}` : '';
}

/**
 * Changes the search, filters, groups, sort or page size, and returns to the first page. A filter replaces an unreadable
 * one.
 */
export function changeList(
  state: ListState,
  change: { [Key in keyof Omit<ListState, 'page'>]?: ListState[Key] | undefined },
): ListState {
  const replaced = 'filter' in change ? { unreadable: undefined } : {};
  const changed = { ...state, ...replaced, ...change, page: 1 };
  const sorts = sendable(changed.sorts ?? [], changed.groupBy);
  const next = Object.entries({ ...changed, sorts });
  return Object.fromEntries(next.filter(([, value]) => value !== undefined)) as unknown as ListState;
}

/** Whether the list has a search or filters. */
export const isNarrowed = ({ q, filter, unreadable, teamOf }: ListState): boolean =>
  q.trim() !== '' || [filter, unreadable, teamOf].some((one) => one !== undefined);

/** The list without its search and filters. */
export const withoutFilters = (state: ListState): ListState =>
  changeList(state, { q: '', filter: undefined, teamOf: undefined });

/** Which records of a type match a list. */
export interface Matching {
  q?: string;
  filter?: Filter;
  teamOf?: string;
}

/** Which records the list contains, as jobs and views name them. */
export function selectionOf({ q, filter, teamOf }: ListState): Matching {
  return {
    ...(q.trim() ? { q: q.trim() } : {}),
    ...(filter ? { filter } : {}),
    ...(teamOf ? { teamOf } : {}),
  };
}

/** Sorts, as questions and views name them. */
export const sortsOf = (sorts: readonly string[]): NonNullable<ListQuestion['sorts']> =>
  sorts.map((sort) => ({ field: sortColumn(sort), descending: sort.startsWith('-') }));

/** The sorts of a list, which begin with that of its groups. */
function allSorts({ groupBy, sorts }: ListState): readonly string[] {
  if (!groupBy) return sorts;
  const own = sorts.find((sort) => sortColumn(sort) === groupBy) ?? groupBy;
  return [own, ...sorts.filter((sort) => sort !== own)];
}

/** The question that a list asks. */
export function listQuestion(state: ListState): ListQuestion {
  const { limit, page, offset = (page - 1) * limit } = state;
  return {
    ...selectionOf(state),
    sorts: sortsOf(allSorts(state)),
    limit,
    ...(offset > 0 ? { offset } : {}),
  };
}

/**
 * The ids of a field that a list is limited to, such as the owners of the records. Alternatives limit the list only if
 * all of them have the same ids.
 */
export function idsFor(filter: Filter | undefined, field: string): readonly string[] | undefined {
  const found = alternativesIn(filter).map((all) => all.find((one) => isChoiceOf(one, field)));
  const [first] = found;
  if (!first || !found.every((one) => one && filterText(one) === filterText(first))) return undefined;
  return (first as Condition).value as string[];
}

const isChoiceOf = (one: Filter, field: string): boolean =>
  'field' in one && one.field === field && one.op === 'anyOf';

/** The filter, limited to some ids of a field. */
export function withIds(
  filter: Filter | undefined,
  field: string,
  ids: readonly string[],
): Filter | undefined {
  const isReplaced = idsFor(filter, field) !== undefined;
  const others = alternativesIn(filter).map((all) =>
    all.filter((one) => !(isReplaced && isChoiceOf(one, field))),
  );
  const added = ids.length > 0 ? [anyOf(field, ids)] : [];
  return withAlternatives(others.map((all) => [...all, ...added]));
}

/** The filter, limited to the records of one group. `key` is undefined for records without a value. */
export const withinGroup = (
  filter: Filter | undefined,
  field: string,
  key: string | undefined,
): Filter | undefined =>
  key === undefined ? limitedTo(filter, [{ field, op: 'isEmpty' }]) : withIds(filter, field, [key]);

/** A condition that a field has one of some ids. */
export const anyOf = (field: string, value: readonly string[]): Condition => ({
  field,
  op: 'anyOf',
  value: [...value],
});

/** Whether a list is sorted, filtered or grouped by a column. */
export const isBy = ({ groupBy, sorts, filter }: ListState, column: string): boolean =>
  groupBy === column ||
  sorts.some((sort) => sortColumn(sort) === column) ||
  conditionsIn(filter).some(({ field }) => field === column);
