import { conditionsIn, type Filter } from '#contract/lists/filter-tree.ts';
import type { View } from '#contract/view.ts';
import { groupKind, groupOf, membersOf, simplified } from '#lib/records/conditions.ts';
import {
  allRecords,
  groupsBy,
  readListState,
  selectionOf,
  sendable,
  sortsOf,
  usualSort,
  writeListState,
  type ListShape,
  type ListState,
} from '#lib/records/list-state.ts';
import { listColumns } from '#lib/records/list-columns.ts';
import { listSearch } from '#lib/records/list-address.ts';
import type { RecordView } from '#lib/records/view.ts';

/** The parameters of an address. */
export type Query = Omit<URLSearchParams, 'append' | 'delete' | 'set' | 'sort'>;

/** Parameters of a list's address that don't determine which records it contains, or in which order. */
const otherParameters = ['saved', 'view', 'limit', 'page'];

/** Whether an address has a search, filters or a sort of its own, which then apply instead of those of the view. */
export const hasOwnState = (query: Query): boolean =>
  [...query.keys()].some((name) => !otherParameters.includes(name));

/** The ID of the view in an address. Undefined for all records. */
export function viewIdIn(query: Query): string | undefined {
  const id = query.get('saved');
  return id && id !== allRecords ? id : undefined;
}

/** The view without its missing fields. Without a condition, it can contain other records. */
export function withoutMissing(view: View): View {
  const { missingFields, query, columns, footers, groupBy, ...others } = view;
  if (missingFields.length === 0) return view;
  const isKnown = ({ field }: { field: string }) => !missingFields.includes(field);
  const { filter, sorts, ...selection } = query;
  const known = filter && withoutFields(filter, missingFields);
  const knownColumns = columns?.filter(isKnown) ?? [];
  return {
    ...others,
    missingFields,
    query: {
      ...selection,
      ...(known ? { filter: known } : {}),
      ...(sorts ? { sorts: sorts.filter(isKnown) } : {}),
    },
    ...(knownColumns.length > 0 ? { columns: knownColumns } : {}),
    ...(footers ? { footers: footers.filter(isKnown) } : {}),
    ...(groupBy && isKnown({ field: groupBy }) ? { groupBy } : {}),
  };
}

/**
 * The view as it is shown: without columns, sorts and groups by missing fields. Its conditions stay, so that the list is
 * refused instead of containing other records, which the user might change or export.
 */
export function shownView(view: View): View {
  const { filter } = view.query;
  const known = withoutMissing(view);
  return filter ? { ...known, query: { ...known.query, filter } } : known;
}

function withoutFields(filter: Filter, names: readonly string[]): Filter | undefined {
  if (!conditionsIn(filter).some(({ field }) => names.includes(field))) return filter;
  if (!('and' in filter || 'or' in filter)) return undefined;
  const members = membersOf(filter).flatMap((member) => withoutFields(member, names) ?? []);
  return simplified(groupOf(groupKind(filter), members));
}

/** The list that a view shows. */
export function stateOf(
  type: ListShape,
  { id, query, groupBy }: View,
  { limit, page }: Pick<ListState, 'limit' | 'page'>,
): ListState {
  const filter = query.filter && simplified(query.filter);
  const sorts = (query.sorts ?? []).map(({ field, descending }) => `${descending ? '-' : ''}${field}`);
  const groups = groupsBy(listColumns(type), groupBy);
  return {
    q: query.q ?? '',
    ...(filter ? { filter } : {}),
    ...(query.teamOf ? { teamOf: query.teamOf } : {}),
    ...groups,
    sorts: sorts.length > 0 ? sendable(sorts, groups.groupBy) : [usualSort(type)],
    limit,
    page,
    viewId: id,
  };
}

/** What a view stores of a list. */
export const viewQueryOf = (list: ListState): View['query'] => ({
  ...selectionOf(list),
  sorts: sortsOf(list.sorts),
});

/** The list at an address, which can name a view. `hasDefault` tells whether an empty address opens a view. */
export function listAt(
  type: ListShape,
  query: Query,
  view: View | undefined,
  hasDefault: boolean,
): ListState {
  const list = readListState(type, query);
  if (view && !hasOwnState(query)) return stateOf(type, view, list);
  return hasDefault && !list.viewId ? { ...list, viewId: allRecords } : list;
}

/** Whether a list contains the records of a view in its order. */
export function isSameList(type: ListShape, list: ListState, view: View): boolean {
  const text = (state: ListState) =>
    writeListState(type, { ...state, viewId: view.id, limit: list.limit, page: 1 });
  return text(list) === text(stateOf(type, view, list));
}

/** The query string of a list's or board's URL. If the list is that of the view, the view’s ID stands for it. */
export function searchOf(
  record: RecordView,
  view: View | undefined,
  list: ListState,
  board: boolean,
): string {
  const isUnchanged =
    view && list.viewId === view.id && isBoard(record, view) === board && isSameList(record.type, list, view);
  if (!isUnchanged) return listSearch(record, list, board);
  const { limit, page } = list;
  return writeListState(record.type, { viewId: view.id, limit, page });
}

/** Whether a view is shown as a board. */
export const isBoard = (record: RecordView, view: View): boolean =>
  record.hasBoard && view.layout === 'board';
