import type { Column } from '#contract/lists/column.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import type { ListedRecord, ListGroup, ListPage, ListQuestion } from '#contract/lists/query-operation.ts';
import { limits } from '#contract/limits.ts';
import { errorAt, fieldProblem, ProblemError, type FieldError } from '#contract/problem.ts';
import { decodeListCursor, encodeListCursor } from '#data/lists/list-cursor.ts';
import type { Group, Selection, SummaryQuestion } from '#data/lists/list-database.ts';
import { listAttributes, listedFrom, type ListItem } from '#data/lists/list-record.ts';
import { askList } from '#data/lists/list-store.ts';
import { listSubject, reachIn, type ListSubject } from '#data/lists/list-subject.ts';
import { predicateOf } from '#data/lists/predicate.ts';
import { sortLabels } from '#data/lists/sort-labels.ts';
import { positionLength, type Position, type Sort } from '#data/lists/sort-sql.ts';
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
  const sorts = await sortsOf(context, subject, body);
  const selection = selectionOf(context, subject, body);
  const limit = body.limit ?? limits.pageSizeDefault;
  const { cursor, offset, filter, q, deleted } = body;
  const hash = listHash([definition.type.name, filter, q, body.sorts, deleted]);
  const after = cursor === undefined ? undefined : decodeListCursor(hash, cursor, positionLength(sorts));
  const { answer, asOf } = await askList(context, subject, (database) => ({
    page: database.answer({ ...selection, sorts, limit: limit + 1, after, offset }),
    groups: body.groups && database.summarize({ ...selection, ...summaryOf(subject, body.groups) }),
  }));
  const { page, groups } = answer;
  const shown = page.rows.slice(0, limit);
  const last: Position | undefined = page.rows.length > limit ? shown.at(-1)?.position : undefined;
  return {
    items: await readRows(
      context,
      definition,
      shown.map(({ id }) => id),
      body,
    ),
    ...(last ? { nextCursor: encodeListCursor(hash, last) } : {}),
    total: page.total,
    asOf,
    ...(groups ? { groups: groups.map(shownGroup) } : {}),
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

async function sortsOf(context: Context, { columns }: ListSubject, { sorts }: ListQuestion): Promise<Sort[]> {
  const found: Sort[] = [];
  for (const { field, descending = false } of sorts && sorts.length > 0 ? sorts : defaultSorts) {
    const column = columns.get(field);
    if (column) found.push({ column, isDescending: descending, labels: await sortLabels(context, column) });
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
  } satisfies Omit<SummaryQuestion, keyof Selection>;
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

/**
 * The current records of a page, in its order. Records that have left the caller's access, the list or the trash in the
 * meantime are left out.
 */
async function readRows(
  context: Context,
  definition: RecordDefinition,
  ids: readonly string[],
  { columns, deleted }: ListQuestion,
): Promise<ListedRecord[]> {
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<ListItem>(context, keys, listAttributes);
  const reach = reachOf(context, context.scope);
  return items.flatMap((item) => {
    const record = item && listedFrom(definition, item);
    if (!record || (record.deletedAt !== undefined) !== (deleted === true)) return [];
    if (isGone(record, context.now) || !isVisible(record, reach)) return [];
    return [columns ? picked(record, columns) : record];
  });
}

const customPrefix = 'custom.';

function picked(record: ListedRecord, columns: readonly string[]): ListedRecord {
  const { id, version } = record;
  const all = (record.custom ?? {}) as Record<string, unknown>;
  const keys = columns
    .filter((name) => name.startsWith(customPrefix))
    .map((name) => name.slice(customPrefix.length));
  const custom = Object.fromEntries(
    keys.filter((key) => Object.hasOwn(all, key)).map((key) => [key, all[key]]),
  );
  const own = columns.filter((name) => !name.startsWith(customPrefix) && record[name] !== undefined);
  return {
    id,
    version,
    ...Object.fromEntries(own.map((name) => [name, record[name]])),
    ...(keys.length > 0 ? { custom } : {}),
  };
}
