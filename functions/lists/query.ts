import { customColumnPrefix, type Column } from '#contract/lists/column.ts';
import { checkFilter, listLimits } from '#contract/lists/filter.ts';
import type { ListedRecord, ListGroup, ListPage, ListQuestion } from '#contract/lists/query-operation.ts';
import { limits } from '#contract/limits.ts';
import { errorAt, fieldProblem, ProblemError, type FieldError } from '#contract/problem.ts';
import { decodeListCursor, encodeListCursor } from '#data/lists/list-cursor.ts';
import type { ListAnswer, ListDatabase, Selection } from '#data/lists/list-database.ts';
import { listAttributes, listedFrom, type ListItem } from '#data/lists/list-record.ts';
import { askList, listDeadline } from '#data/lists/list-store.ts';
import type { Group, Grouping } from '#data/lists/list-summary.ts';
import { listSubject, reachIn, type ListSubject } from '#data/lists/list-subject.ts';
import { predicateOf } from '#data/lists/predicate.ts';
import { sortLabels } from '#data/lists/sort-labels.ts';
import { positionLength, type Sort } from '#data/lists/sort-sql.ts';
import type { Context } from '#data/organization/context.ts';
import { listHash } from '#data/records/cursor.ts';
import { keyOf, type RecordDefinition } from '#data/records/definition.ts';
import { isVisible, reachOf } from '#data/records/read.ts';
import { isGone, trashBegin } from '#data/records/stored.ts';
import { getItems } from '#data/store/table.ts';
import { fold } from '#data/values/search-terms.ts';

/** A page of the records that match a question, with the exact total and groups of all matching records. */
export async function query(
  definition: RecordDefinition,
  context: Context,
  { body }: { body: ListQuestion },
): Promise<ListPage> {
  const subject = await listSubject(context, definition);
  check(subject, body);
  const until = listDeadline();
  const sorts = await sortsOf(context, subject, body, until);
  const selection = selectionOf(context, subject, body);
  const limit = body.limit ?? limits.pageSizeDefault;
  const { cursor, offset, filter, q, deleted } = body;
  const hash = listHash([definition.type.name, filter, q, body.sorts, deleted]);
  const after = cursor === undefined ? undefined : decodeListCursor(hash, cursor, positionLength(sorts));
  const ask = (database: ListDatabase) => ({
    page: database.answer({ ...selection, sorts, limit: limit === 0 ? 0 : limit + 1, after, offset }),
    summary: body.groups && database.summarize({ ...selection, ...summaryOf(subject, body.groups) }),
  });
  const { alsoRead } = body;
  const { answer, asOf } = await askList(context, subject, ask, { until, ...(alsoRead ? { alsoRead } : {}) });
  const { page, summary } = answer;
  const { items, last } = await readRows(context, definition, page.rows.slice(0, limit), body);
  const isLast = last === page.rows.at(-1);
  return {
    items,
    ...(last && !isLast ? { nextCursor: encodeListCursor(hash, last.position) } : {}),
    total: page.total,
    asOf,
    ...(summary ? { groups: summary.groups.map(shownGroup), groupCount: summary.count } : {}),
  };
}

/** Throws with all errors of the columns that a question names. */
function check(
  { columns }: ListSubject,
  { filter, sorts = [], columns: shown = [], groups, cursor, offset }: ListQuestion,
): void {
  const fitting = (name: string, pointer: string, fits: (column: Column) => boolean): FieldError[] => {
    const column = columns.get(name);
    if (!column) return [errorAt(pointer, 'unknown_field')];
    return fits(column) ? [] : [errorAt(pointer, 'not_allowed')];
  };
  const errors = [
    ...(filter ? checkFilter(filter, columns) : []),
    ...sorts.flatMap(({ field }, at) =>
      fitting(field, `/sorts/${at}/field`, ({ kind }) => kind !== 'phones'),
    ),
    ...shown.flatMap((name, at) => fitting(name, `/columns/${at}`, () => true)),
    ...(groups?.by === undefined
      ? []
      : fitting(groups.by, '/groups/by', ({ kind }) => kind === 'choice' || kind === 'choices')),
    ...(groups?.measures ?? []).flatMap((name, at) =>
      fitting(name, `/groups/measures/${at}`, ({ kind }) => kind === 'number' || kind === 'money'),
    ),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  if (cursor !== undefined && offset !== undefined) throw fieldProblem('/offset', 'not_allowed');
}

/** The newest records come first by default. */
const defaultSorts = [{ field: 'createdAt', descending: true }];

async function sortsOf(
  context: Context,
  { columns }: ListSubject,
  { sorts }: ListQuestion,
  until: number,
): Promise<Sort[]> {
  const found: Sort[] = [];
  for (const { field, descending = false } of sorts && sorts.length > 0 ? sorts : defaultSorts) {
    const column = columns.get(field);
    if (column)
      found.push({ column, isDescending: descending, labels: await sortLabels(context, column, until) });
  }
  return found;
}

function selectionOf(
  context: Context,
  subject: ListSubject,
  { filter, q, deleted }: ListQuestion,
): Selection {
  const { now, settings, actor } = context;
  const viewpoint = { now, timeZone: settings.timeZone, userId: actor.userId };
  return {
    reach: reachIn(subject, reachOf(context, context.scope)),
    filter: filter && predicateOf(filter, subject.columns, viewpoint),
    words: q === undefined ? undefined : wordsIn(q),
    deletedSince: deleted ? trashBegin(now) : undefined,
  };
}

/** The folded words of a search. A search without letters or digits matches nothing. */
function wordsIn(q: string): string[] {
  const words = fold(q).split(' ').filter(Boolean);
  return words.length > 0 ? words : [q];
}

function summaryOf({ columns }: ListSubject, { by, measures = [] }: NonNullable<ListQuestion['groups']>) {
  return {
    by: by === undefined ? undefined : columns.get(by),
    measures: measures.flatMap((name) => columns.get(name) ?? []),
    groupsMax: listLimits.groups,
  } satisfies Grouping;
}

const shownGroup = ({ key, count, measures }: Group): ListGroup => ({
  key,
  count,
  measures: Object.fromEntries(
    Object.entries(measures).map(([name, all]) => [
      name,
      all.map((one) => ({ ...one, average: one.sum / one.count })),
    ]),
  ),
});

type Row = ListAnswer['rows'][number];

/** Responses of functions can have at most 6 MB. A single record has at most 200 KB. */
const bytesMax = 4_000_000;

/**
 * The current records of a page, in its order, and the last row that was taken. Records that have left the caller's
 * access, the list or the trash in the meantime are left out. A page of very large records ends early.
 */
async function readRows(
  context: Context,
  definition: RecordDefinition,
  rows: readonly Row[],
  { columns, deleted }: ListQuestion,
): Promise<{ items: ListedRecord[]; last: Row | undefined }> {
  const keys = rows.map(({ id }) => keyOf(definition, context.orgId, id));
  const found = await getItems<ListItem>(context, keys, listAttributes);
  const reach = reachOf(context, context.scope);
  const items: ListedRecord[] = [];
  let [last, bytes]: [Row | undefined, number] = [undefined, 0];
  for (const [at, row] of rows.entries()) {
    const item = found[at];
    const record = item && listedFrom(definition, item);
    const isThere = record && !isGone(record, context.now) && isVisible(record, reach);
    if (isThere && (record.deletedAt !== undefined) === (deleted === true)) {
      const shown = columns ? picked(record, columns) : record;
      bytes += Buffer.byteLength(JSON.stringify(shown));
      if (bytes > bytesMax && items.length > 0) break;
      items.push(shown);
    }
    last = row;
  }
  return { items, last };
}

function picked(record: ListedRecord, columns: readonly string[]): ListedRecord {
  const { id, version } = record;
  const all = (record.custom ?? {}) as Record<string, unknown>;
  const keys = columns
    .filter((name) => name.startsWith(customColumnPrefix))
    .map((name) => name.slice(customColumnPrefix.length));
  const custom = Object.fromEntries(
    keys.filter((key) => Object.hasOwn(all, key)).map((key) => [key, all[key]]),
  );
  const own = columns.filter((name) => !name.startsWith(customColumnPrefix) && record[name] !== undefined);
  return {
    id,
    version,
    ...Object.fromEntries(own.map((name) => [name, record[name]])),
    ...(keys.length > 0 ? { custom } : {}),
  };
}
