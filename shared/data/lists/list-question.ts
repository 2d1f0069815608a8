import { checkFilter } from '#contract/lists/filter.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import type { ListQuery } from '#contract/lists/list-query.ts';
import { queryFilters } from '#contract/lists/query-filter.ts';
import { escapePointer, fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { withExistingIds } from './existing-ids.ts';
import type { ListSubject } from './list-subject.ts';
import { isSortable } from './question-columns.ts';

/** Which records of a list are meant: those that match the filter and the search for `q`. */
export interface ListSelection {
  filter?: Filter | undefined;
  q?: string | undefined;
  /** Only records of this member and of the people who report to the member, directly or indirectly. */
  teamOf?: string | undefined;
  /** Whether the records in the trash are meant. */
  deleted?: true | undefined;
}

/** The filter of a list's query parameters, which isn't checked yet. */
const filtersOf = (
  { definition, columns, settings }: ListSubject,
  query: Readonly<Record<string, unknown>>,
) => queryFilters({ type: definition.type, columns, currency: settings.currency }, query);

/** The list with the ids that its query parameters can name. */
export const withIdsFor = (
  context: Context,
  subject: ListSubject,
  query: Readonly<Record<string, unknown>>,
): Promise<ListSubject> =>
  withExistingIds(context, subject, { and: filtersOf(subject, query).map(({ filter }) => filter) });

/** The selection of a list's query parameters. Throws with all errors in the filters. */
export function selectionIn(
  subject: ListSubject,
  query: ListQuery & Readonly<Record<string, unknown>>,
  pointer = '/query',
): ListSelection {
  const filters = filtersOf(subject, query);
  const errors = filters.flatMap(({ parameter, filter }) => {
    const at = `${pointer}/${escapePointer(parameter)}`;
    // A parameter can stand for several conditions with the same error.
    const [error] = checkFilter(filter, subject.columns);
    return error ? [{ ...error, pointer: at }] : [];
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  const all = filters.map(({ filter }) => filter);
  return {
    ...(all.length > 0 ? { filter: { and: all } } : {}),
    ...(query.q === undefined ? {} : { q: query.q }),
    ...(query.teamOf === undefined ? {} : { teamOf: query.teamOf }),
    ...(query.deleted ? { deleted: true } : {}),
  };
}

/** The column and the direction of a `sort` parameter. Throws if there is no such column. */
export function sortIn(
  { definition, columns }: ListSubject,
  sort: string,
): { field: string; descending: boolean } {
  const name = sort.replace(/^-/, '');
  const { sortColumns } = definition.type;
  const field = (Object.hasOwn(sortColumns, name) ? sortColumns[name] : undefined) ?? name;
  const column = columns.get(field);
  if (!column) throw fieldProblem('/query/sort', 'unknown_field');
  if (!isSortable(column)) throw fieldProblem('/query/sort', 'not_allowed');
  return { field, descending: sort.startsWith('-') };
}
