import * as z from 'zod/mini';
import { timestamp } from '../field.ts';
import { issueCustomersReport } from '../issue-reports.ts';
import { receivablesReport, salesReport } from '../money-reports.ts';
import { inSentence } from '../noun.ts';
import { operation, type Operation, type Resource } from '../operation.ts';
import type { RecordPath } from '../record-operations.ts';
import type { RecordType, RowOf } from '../record-type.ts';
import { recordTypes, type RecordTypeName } from '../record-types.ts';
import { duplicateSearch } from '../possible-duplicate.ts';
import { tagUses } from '../tag.ts';
import { boardOperations } from './board-operations.ts';
import { listQuestion, type ListQuestion } from './list-question.ts';
import { listQuery, type Filters, type ListQuery } from './list-query.ts';
import { recordPermission } from '../record-permission.ts';
import type { StoredName } from '../stored-name.ts';

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

/** The names of what a measure contains, such as `sum`. */
export const measureName = z.keyof(z.omit(measure, { currency: true }));

const measures = z.record(z.string(), z.array(measure));

const group = z.object({
  /** Null for records without a value, and if the records aren't divided into groups. */
  key: z.nullable(z.string()),
  count: z.int(),
  measures,
  /**
   * The records that don't count, such as void invoices: their number, and what they come to. `measures` doesn't contain
   * them. Missing if there are none, or nothing is summarized.
   */
  apart: z.optional(z.object({ count: z.int(), measures })),
});
export type ListGroup = z.infer<typeof group>;

/** Values of a record by field, limited to the columns in the question. */
export type ListedRecord = { id: string; version: number } & Record<string, unknown>;

/** A page of a list. */
export interface ListRows<Row> {
  items: Row[];
  /** Send it as `cursor` to get the next page. Missing on the last page. */
  nextCursor?: string | undefined;
  /** Send it as `cursor` to get the previous page. Missing on the first page. */
  previousCursor?: string | undefined;
  /** Number of all records that match. */
  total: number;
  /**
   * The names of people, records and tags by id, for the fields in `include`. Those that the caller can't see are left
   * out.
   */
  names?: Record<string, string> | undefined;
  /**
   * The answer includes all changes that were answered before this time. Missing for default lists, which are read from
   * an index and can lag for a moment.
   */
  asOf?: string | undefined;
}

export interface ListPage extends ListRows<ListedRecord> {
  asOf: string;
  /** The 500 largest groups, largest first. A record with several values, such as tags, counts in several groups. */
  groups?: ListGroup[] | undefined;
  /** Number of all groups. */
  groupCount?: number | undefined;
}

const rowsOf = <Row>(row: z.ZodMiniType<Row>) => ({
  items: z.array(row),
  nextCursor: z.optional(z.string()),
  previousCursor: z.optional(z.string()),
  total: z.int(),
  names: z.optional(z.record(z.string(), z.string())),
  asOf: z.optional(timestamp),
});

export const listPage = z.object({
  ...rowsOf(z.looseObject({ id: z.string(), version: z.int() })),
  asOf: timestamp,
  groups: z.optional(z.array(group)),
  groupCount: z.optional(z.int()),
}) as unknown as z.ZodMiniType<ListPage>;

const examplesOfAll = {
  'Records without an open task, or with an overdue one': {
    filter: {
      or: [
        { field: 'nextTaskAt', op: 'isEmpty' },
        { field: 'nextTaskAt', op: 'before', value: { days: 0 } },
      ],
    },
    sorts: [{ field: 'nextTaskAt' }],
  },
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
  'Records that nobody has touched recently': {
    filter: {
      or: [
        { field: 'lastTouchAt', op: 'before', value: { days: -60 } },
        { field: 'lastTouchAt', op: 'isEmpty' },
      ],
    },
    sorts: [{ field: 'updatedAt' }],
  },
  ...examplesOfAll,
};

const examplesOfCustomers = {
  'Customers by won revenue': {
    filter: { field: 'wonDeals', op: 'atLeast', value: 1 },
    sorts: [{ field: 'wonValue', descending: true }],
  },
  ...examplesWithActivities,
};

type Type<Name extends RecordTypeName> = (typeof recordTypes)[Name];
type Plural<Name extends RecordTypeName> = Type<Name>['plural'];
type RowIn<Name extends RecordTypeName> =
  Type<Name> extends RecordType<string, infer F> ? RowOf<F, keyof F> : never;
type FiltersIn<Name extends RecordTypeName> =
  Type<Name> extends RecordType<string, infer F> ? Filters<F> : never;
type ListOperation<Name extends RecordTypeName> = Operation<
  RecordPath<Plural<Name>>,
  ListQuery & FiltersIn<Name>,
  unknown,
  ListRows<RowIn<Name>>
> & { access: `${StoredName<Name>}:read` };
type QueryOperation<Name extends RecordTypeName> = Operation<
  `${RecordPath<Plural<Name>>}/query`,
  unknown,
  ListQuestion,
  ListPage
> & { access: `${StoredName<Name>}:read` };

type ListedName = Exclude<RecordTypeName, 'activity'>;
type BoardedName = {
  [Name in RecordTypeName]: [NonNullable<Type<Name>['board']>] extends [never] ? never : Name;
}[RecordTypeName];
type BoardOperation<Name extends RecordTypeName> = Operation<`${RecordPath<Plural<Name>>}/board`> & {
  access: `${StoredName<Name>}:read`;
};

const basePath = (plural: string): string => `/v1/orgs/{orgId}/${plural}`;
const queryPath = (plural: string): string => `${basePath(plural)}/query`;

const dayText =
  'Dates use the organization’s time zone, and the last day is included: `createdFrom=2026-05-01&createdTo=2026-05-31` covers May.';

const activityText = '`hasActivities=false` returns records without any activities.';

const includeText =
  '`include` adds values that items don’t have by default: any field that lists can be sorted or filtered by, except sums in minor units.';

const taskText =
  '`lastTouchAt` is when somebody last wrote a note or an answer about a record, logged an activity or completed a planned one; an activity that was logged with a date to come counts with that date. `lastDoneAt` is when the latest planned activity about it was completed. `nextTaskAt` is when the earliest open task of a record is due, whoever it is assigned to. `hasNextTask=false` returns records without an open task.';

const sortText = (type: RecordType): string =>
  `\`sort\` accepts any column, and ${type.sorts.map((name) => `\`${name}\``).join(', ')}; \`-\` before the name reverses the order. The default is \`${type.defaultSort}\`.`;

const currentText =
  'With `current=true`, the first page includes every change whose response was sent before this request. Otherwise, default lists can lag briefly.';

const customText =
  'Filter by custom fields with `custom.<key>`: comma-separated values, or `none` for records without a value. Numbers, amounts in minor units and dates also accept `custom.<key>.from` and `custom.<key>.to`.';

const syncText =
  'To copy changes to another system, send `updatedSince` with `sort=updatedAt` and `current=true`: records that change while you read pages come again at the end, so that none is missed. In any other order of `updatedAt`, records can move from pages that you haven’t read to those that you have. Begin the next run a minute before the last `updatedAt` that you got, and get deletions with `deleted=true`.';

const listOf = (type: RecordType) =>
  operation({
    method: 'GET',
    path: basePath(type.plural),
    access: recordPermission(type.name, 'read'),
    summary: `List ${inSentence(type.nouns.en.many)}, with filters, sorting and pagination.`,
    description: [
      type.listDescription,
      sortText(type),
      dayText,
      type.hasActivities ? activityText : '',
      taskText,
      includeText,
      customText,
      currentText,
      syncText,
      'Use the query operation for all other filters.',
    ]
      .filter(Boolean)
      .join(' '),
    query: listQuery(type),
    output: z.object(rowsOf(type.listRow)),
  });

const examplesOf = ({ hasActivities, hasWonDeals }: RecordType) => {
  if (hasWonDeals) return examplesOfCustomers;
  return hasActivities ? examplesWithActivities : examplesOfAll;
};

const queryOf = (type: RecordType) =>
  operation({
    method: 'POST',
    path: queryPath(type.plural),
    access: recordPermission(type.name, 'read'),
    isQuery: true,
    summary: `Query ${inSentence(type.nouns.en.many)} with any filter and sort order.`,
    description:
      'A filter is a condition, or conditions combined with `and` or `or`, two levels deep. The operators of a condition depend on its field: a request with another one returns an error that names them. Dates use the organization’s time zone; weeks start on Monday, and `this` quarter or year is that of the organization’s fiscal year. `me` is your user ID.',
    body: listQuestion,
    bodyExamples: examplesOf(type),
    output: listPage,
  });

const types = Object.values<RecordType>(recordTypes as never);
const listed = types.filter(({ isOnlyQueried }) => !isOnlyQueried);

const boards = boardOperations(types);

/** Operations other than the lists, queries and boards of record types. */
const furtherOperations = {
  'tags.uses': tagUses,
  'search.duplicates': duplicateSearch,
  'analytics.receivables': receivablesReport,
  'analytics.sales': salesReport,
  'analytics.issueCustomers': issueCustomersReport,
};

/** Questions about many records of any type. One function serves all of them. */
export const lists = {
  name: 'lists',
  routes: [
    ...listed.map(({ plural }) => basePath(plural)),
    ...types.map(({ plural }) => queryPath(plural)),
    ...boards.paths,
    tagUses.path,
    duplicateSearch.path,
    receivablesReport.path,
    salesReport.path,
    issueCustomersReport.path,
  ],
  beside: listed.map(({ plural }) => ({ method: 'POST', path: basePath(plural) })),
  operations: {
    ...Object.fromEntries(
      types.flatMap((type) => [
        ...(type.isOnlyQueried ? [] : [[`${type.plural}.list`, listOf(type)] as const]),
        [`${type.plural}.query`, queryOf(type)] as const,
      ]),
    ),
    ...boards.operations,
    ...furtherOperations,
  } as unknown as {
    [Name in ListedName as `${Plural<Name>}.list`]: ListOperation<Name>;
  } & {
    [Name in RecordTypeName as `${Plural<Name>}.query`]: QueryOperation<Name>;
  } & {
    [Name in BoardedName as `${Plural<Name>}.board` | `${Plural<Name>}.queryBoard`]: BoardOperation<Name>;
  } & typeof furtherOperations,
} satisfies Resource;
