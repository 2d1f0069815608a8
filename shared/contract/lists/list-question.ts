import * as z from 'zod/mini';
import { id, line } from '../field.ts';
import { limits } from '../limits.ts';
import { filterInput } from './filter.ts';
import { listLimits } from './list-limits.ts';

/** The name of a column in a question. */
export const columnName = line(60);

/** A question about the records of one type. Columns are checked later, because they depend on the organization. */
export const listQuestion = z.strictObject({
  filter: z.optional(filterInput),
  /** Words, each of which must occur in a name, e-mail address, phone number or code of the record. */
  q: z.optional(line(limits.searchCharactersMax)),
  /** Only records that are owned by this member or by someone who reports to the member, directly or indirectly. */
  teamOf: z.optional(id),
  /** The newest records come first by default. Records without a value come last. */
  sorts: z.optional(
    z
      .array(z.strictObject({ field: columnName, descending: z.optional(z.boolean()) }))
      .check(z.maxLength(listLimits.sorts)),
  ),
  /** 0 for only the total and the groups. */
  limit: z.optional(z.int().check(z.gte(0), z.lte(limits.pageSizeMax))),
  cursor: z.optional(line(listLimits.cursorCharacters)),
  /** Number of records to skip, for pages by number. Can't be combined with a cursor. */
  offset: z.optional(z.int().check(z.gte(0), z.lte(listLimits.offsetMax))),
  /**
   * Whether the answer must include every change whose response was sent before the request. Otherwise it can be up to a
   * minute old, if there have been very many changes.
   */
  current: z.optional(z.literal(true)),
  /** Asks about the records in the trash instead. */
  deleted: z.optional(z.literal(true)),
  /** The fields to return, besides `id` and `version`. All by default. */
  columns: z.optional(z.array(columnName).check(z.minLength(1), z.maxLength(listLimits.columns))),
  /** Fields with ids of people, records or tags whose names the response contains. */
  include: z.optional(z.array(columnName).check(z.maxLength(listLimits.included))),
  /** Counts all matching records by the values of `by`, or together, and summarizes numbers and amounts. */
  groups: z.optional(
    z.strictObject({
      by: z.optional(columnName),
      measures: z.optional(z.array(columnName).check(z.maxLength(listLimits.measures))),
    }),
  ),
});
export type ListQuestion = z.infer<typeof listQuestion>;
