import * as z from 'zod/mini';
import { id, line, timestamp } from '../field.ts';
import { limits } from '../limits.ts';
import { inSentence } from '../noun.ts';
import { operation, type Operation, type Resource } from '../operation.ts';
import type { RecordPath } from '../record-operations.ts';
import type { RecordType } from '../record-type.ts';
import { recordTypes, type RecordTypeName } from '../record-types.ts';
import { filterInput, listLimits } from './filter.ts';

const columnName = line(60);

/** A question about the records of one type. Columns are checked later, because they depend on the organization. */
export const listQuestion = z.strictObject({
  filter: z.optional(filterInput),
  /** Words, each of which must occur in a name, e-mail address, phone number or code of the record. */
  q: z.optional(line(limits.searchCharactersMax)),
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
  /** Asks about the records in the trash instead. */
  deleted: z.optional(z.literal(true)),
  /** The fields to return, besides `id` and `version`. All by default. */
  columns: z.optional(z.array(columnName).check(z.minLength(1), z.maxLength(listLimits.columns))),
  /** Ids of records that you have just written. They are then included even before the projection has processed them. */
  alsoRead: z.optional(z.array(id).check(z.maxLength(listLimits.alsoRead))),
  /** Counts all matching records by the values of `by`, or together, and summarizes numbers and amounts. */
  groups: z.optional(
    z.strictObject({
      by: z.optional(columnName),
      measures: z.optional(z.array(columnName).check(z.maxLength(listLimits.measures))),
    }),
  ),
});
export type ListQuestion = z.infer<typeof listQuestion>;

const measure = z.object({
  /** Set for amounts, which have one entry for each currency. */
  currency: z.optional(z.string()),
  /** Number of records with a value. */
  count: z.int(),
  sum: z.number(),
  average: z.number(),
  min: z.number(),
  max: z.number(),
});

const group = z.object({
  /** Null for records without a value, and if the records aren't divided into groups. */
  key: z.nullable(z.string()),
  count: z.int(),
  measures: z.record(z.string(), z.array(measure)),
});
export type ListGroup = z.infer<typeof group>;

/** Values of a record by field, limited to the columns in the question. */
export type ListedRecord = { id: string; version: number } & Record<string, unknown>;

export interface ListPage {
  items: ListedRecord[];
  /** Send it as `cursor` to get the next page. Missing on the last page. */
  nextCursor?: string | undefined;
  /** Number of all records that match. */
  total: number;
  /** The answer includes all changes before this time that the projection has processed. */
  asOf: string;
  /** The 500 largest groups, largest first. A record with several values, such as tags, counts in several groups. */
  groups?: ListGroup[] | undefined;
  /** Number of all groups. */
  groupCount?: number | undefined;
}

const listPage = z.object({
  items: z.array(z.looseObject({ id: z.string(), version: z.int() })),
  nextCursor: z.optional(z.string()),
  total: z.int(),
  asOf: timestamp,
  groups: z.optional(z.array(group)),
  groupCount: z.optional(z.int()),
}) as unknown as z.ZodMiniType<ListPage>;

const examplesOfAll = {
  'Number of my records created this month': {
    filter: {
      and: [
        { field: 'createdBy', op: 'anyOf', value: ['me'] },
        { field: 'createdAt', op: 'within', value: { this: 'month' } },
      ],
    },
    limit: 0,
  },
};
const examplesWithActivities = {
  'Records without a recent activity': {
    filter: {
      or: [
        { field: 'lastActivityAt', op: 'before', value: { days: -60 } },
        { field: 'lastActivityAt', op: 'isEmpty' },
      ],
    },
    sorts: [{ field: 'updatedAt' }],
  },
  ...examplesOfAll,
};

type Plural<Name extends RecordTypeName> = (typeof recordTypes)[Name]['plural'];
type QueryOperation<Name extends RecordTypeName> = Operation<
  `${RecordPath<Plural<Name>>}/query`,
  unknown,
  ListQuestion,
  ListPage
> & { access: `${Name}:read` };

const pathOf = (plural: string): string => `/v1/orgs/{orgId}/${plural}/query`;

const queryOf = ({ name, plural, nouns, hasActivities }: RecordType) =>
  operation({
    method: 'POST',
    path: pathOf(plural),
    access: `${name}:read` as never,
    isQuery: true,
    summary: `Query ${inSentence(nouns.en.many)} with any filter and sort order.`,
    description:
      'A filter is a condition, or conditions combined with `and` or `or`, two levels deep. The operators of a condition depend on its field: a request with another one returns an error that names them. Dates use the organization’s time zone. `me` is your user ID.',
    body: listQuestion,
    bodyExamples: hasActivities ? examplesWithActivities : examplesOfAll,
    output: listPage,
  });

const types = Object.values<RecordType>(recordTypes as never);

/** Questions about many records of any type. One function serves all of them. */
export const lists = {
  name: 'lists',
  routes: types.map(({ plural }) => pathOf(plural)),
  operations: Object.fromEntries(types.map((type) => [`${type.plural}.query`, queryOf(type)])) as unknown as {
    [Name in RecordTypeName as `${Plural<Name>}.query`]: QueryOperation<Name>;
  },
} satisfies Resource;
