import type { Filter } from '#contract/lists/filter-tree.ts';
import type { Context } from '../organization/context.ts';
import type { Reach } from '../records/read.ts';
import { trashBegin } from '../records/stored.ts';
import type { ListSelection } from './list-question.ts';
import { searchIn } from './list-search.ts';
import type { AskOptions } from '../copies/copy-store.ts';
import { reachIn, type ListSubject } from './list-subject.ts';
import { predicateOf, type Predicate } from './predicate.ts';
import type { Selection } from './selection.ts';

/**
 * A checked selection as questions to the list database name it, within a reach that accounts for `teamOf`. A search asks
 * the list of related records, with the options of the question.
 */
export async function selected(
  context: Context,
  subject: ListSubject,
  { filter, q, deleted }: ListSelection,
  reach: Reach,
  options: AskOptions = {},
): Promise<Selection> {
  return {
    reach: reachIn(subject, reach),
    filter: filter && predicateIn(context, subject, filter),
    ...(q === undefined ? {} : await searchIn(context, subject, q, options)),
    deletedSince: deleted ? trashBegin(context.now) : undefined,
  };
}

/** A checked filter with its relative dates and `me` as the caller means them. */
export function predicateIn(
  { now, settings: { timeZone, yearStartMonth = 1 }, actor: { userId } }: Context,
  { columns }: ListSubject,
  filter: Filter,
): Predicate {
  return predicateOf(filter, columns, { now, timeZone, yearStartMonth, userId });
}
