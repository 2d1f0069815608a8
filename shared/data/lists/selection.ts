import type { Column } from '#contract/lists/column.ts';
import type { Predicate } from './predicate.ts';

/** Which records a question is about. */
export interface Selection {
  /** The records that the caller can access: all, none, or those with one of these ids in a column. */
  reach: 'all' | 'none' | { column: Column; ids: readonly string[] };
  /** Selects the records that were deleted at or after this time. By default, records in the trash are left out. */
  deletedSince?: string | undefined;
  filter?: Predicate | undefined;
  /** Folded words, each of which the search text must contain. */
  words?: readonly string[] | undefined;
  /** Parts of a search, each of which must match. */
  parts?: readonly SearchPart[] | undefined;
}

/** A part of a search: the search text must contain all its words, or the record must match the predicate. */
export interface SearchPart {
  words: readonly string[];
  or: Predicate;
}
