import { fieldProblem } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { listPartition, noValue } from '../store/keys.ts';
import { mergedListsMax, narrowChunk, type MergedLists } from './merged-lists.ts';
import { listHash } from './cursor.ts';
import { keySpanOf } from './day-filters.ts';
import type { FilterValues, ListIndex, RecordDefinition } from './definition.ts';
import type { ListFilters } from './facets.ts';
import { allList, listName, trashBegin, trashList } from './stored.ts';

/** Where the rows of a list are, and which filters remain to be applied to them. */
export interface Plan extends Omit<MergedLists, 'filter'> {
  /** Filters that the index does not serve; they are applied while reading. */
  rest: ListFilters;
  /**
   * Identifies the list for cursors by the requested filters, so that a cursor stays valid when the caller's reach
   * changes.
   */
  hash: string;
}

export const orderOf = ({ type }: RecordDefinition, sort: string | undefined): string =>
  sort ?? type.sorts[0] ?? '';

export const hashOf = ({ type }: RecordDefinition, order: string, requested: ListFilters): string =>
  listHash([type.name, order, requested]);

export function trashPlan(
  definition: RecordDefinition,
  context: Context,
  effective: ListFilters,
  requested: ListFilters,
): Plan {
  const type = definition.type.name;
  return {
    index: 'g1',
    partitions: [listPartition(context.orgId, type, trashList)],
    descending: true,
    span: { from: trashBegin(context.now) },
    rest: effective,
    hash: listHash([type, trashList, requested]),
  };
}

/** Chooses the index that serves the sort and the most filters. The remaining filters are applied while reading. */
export function listPlan(
  definition: RecordDefinition,
  context: Context,
  { filters, ...otherFilters }: ListFilters,
  requested: ListFilters,
  sort: string | undefined,
): Plan {
  const { name: type, days } = definition.type;
  const order = orderOf(definition, sort);
  const by = order.replace(/^-/, '');
  const usable = definition.lists.filter((list) => list.sort === by && serves(list, filters));
  const best = usable.sort((a, b) => selectivity(b) - selectivity(a))[0];
  if (!best) throw fieldProblem('/query/sort', 'not_allowed');
  const { [best.by ?? '']: values, ...rest } = filters;
  const inOrder = otherFilters.days?.find(({ name }) => days[name]?.sort === best.sort);
  // If the sort key is the day's only field, the key range alone is exact.
  const isExact = inOrder !== undefined && days[inOrder.name]?.fields.length === 1;
  const others = otherFilters.days?.filter((range) => !isExact || range !== inOrder);
  const names = best.by === undefined ? [allList] : (values ?? []).map((value) => listName(best.by, value));
  return {
    index: best.index,
    partitions: names.map((name) => listPartition(context.orgId, type, name)),
    descending: order.startsWith('-'),
    span: inOrder ? keySpanOf(definition.type, inOrder, context.settings.timeZone) : {},
    rest: { ...otherFilters, filters: rest, ...(others ? { days: others } : {}) },
    // Most rows within a key range match; in a whole list, few might.
    ...(inOrder ? { chunk: narrowChunk } : {}),
    hash: hashOf(definition, order, requested),
  };
}

function serves({ by, sparse }: ListIndex, filters: FilterValues): boolean {
  if (by === undefined) return true;
  const values = filters[by] ?? [];
  // Records without a value have no entry in a sparse index.
  if (sparse && values.includes(noValue)) return false;
  return values.length >= 1 && values.length <= mergedListsMax;
}

/** An owner's records are fewer than those of a status; both are fewer than all. */
function selectivity({ by }: ListIndex): number {
  if (by === undefined) return 0;
  return by === 'ownerId' ? 2 : 1;
}
