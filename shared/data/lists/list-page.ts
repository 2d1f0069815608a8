import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Column } from '#contract/lists/column.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import type { ListedRecord, ListGroup, ListPage } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { limits } from '#contract/limits.ts';
import { entriesOf } from '#contract/organization.ts';
import { cursorsOf, decodeListCursor } from './list-cursor.ts';
import type { ListAnswer, ListDatabase } from './list-database.ts';
import type { Group, Grouping } from './list-summary.ts';
import { currentRecords } from './current-records.ts';
import { askList } from './list-source.ts';
import { copyDeadline } from '../copies/copy-store.ts';
import { selected } from './selected.ts';
import { readableIn, type ListSubject } from './list-subject.ts';
import { isKept } from './shown-values.ts';
import { sortsOf } from './sort-labels.ts';
import type { Predicate } from './predicate.ts';
import { positionLength } from './sort-sql.ts';
import type { Context } from '../organization/context.ts';
import { withCurrentTags } from '../organization/tag-ids.ts';
import { listHash } from '../records/cursor.ts';
import type { Reach } from '../records/read.ts';
import { namesIn } from './names.ts';

interface PageOptions {
  /** Whether the answer must include all changes, however many there are. */
  isCurrent?: boolean | undefined;
  /** The columns that the caller needs of each record. By default, those in the question, or else the whole record. */
  shown?: readonly string[] | undefined;
}

/**
 * A page of the records within a reach that match a checked question, with the exact total and groups of all matching
 * records.
 */
export async function readPage(
  context: Context,
  subject: ListSubject,
  question: ListQuestion,
  reach: Reach,
  { isCurrent, shown = question.columns }: PageOptions = {},
): Promise<ListPage> {
  const until = copyDeadline(context);
  const sorts = await sortsOf(context, subject, question, until);
  const selection = await selected(context, subject, question, reach, { until, isCurrent });
  const limit = question.limit ?? limits.pageSizeDefault;
  const { cursor, offset = 0, filter, q, teamOf, deleted } = question;
  const hash = listHash([subject.definition.type.name, filter, q, teamOf, question.sorts, deleted]);
  const start = decodeListCursor(hash, cursor, positionLength(sorts));
  const { isBackward = false } = start ?? {};
  const kept = shown && keptColumns(subject, shown);
  const ask = (database: ListDatabase) => {
    const page = database.answer({
      ...selection,
      sorts,
      limit: limit === 0 ? 0 : limit + 1,
      after: start?.position,
      isBackward,
      offset,
    });
    return {
      page,
      records: kept && database.records(idsOf(page.rows.slice(0, limit)), kept),
      summary:
        question.groups && database.summarize({ ...selection, ...summaryOf(subject, question.groups) }),
    };
  };
  const { answer, asOf } = await askList(context, subject, ask, { until, isCurrent });
  const { page, records, summary } = answer;
  const rows = page.rows.slice(0, limit);
  const found = records
    ? await withCurrentTags(context, records)
    : await currentRecords(context, subject, idsOf(rows), { reach, isDeleted: deleted === true });
  const { items, taken } = pageOf(subject, rows, found, question.columns);
  const hasMore = taken.length < page.rows.length;
  if (isBackward) {
    items.reverse();
    taken.reverse();
  }
  const [first, last] = [taken[0]?.position, taken.at(-1)?.position];
  return {
    items,
    ...cursorsOf(hash, { start, hasMore, first, last, isSkipped: offset > 0 }),
    total: page.total,
    asOf,
    ...(await namesIn(context, subject, items, question.include)),
    ...(summary ? { groups: summary.groups.map(shownGroup), groupCount: summary.count } : {}),
  };
}

function summaryOf(subject: ListSubject, { by, measures = [] }: NonNullable<ListQuestion['groups']>) {
  const { columns } = subject;
  return {
    by: by === undefined ? undefined : columns.get(by),
    measures: measures.flatMap((name) => columns.get(name) ?? []),
    apart: apartIn(subject),
    groupsMax: listLimits.groups,
  } satisfies Grouping;
}

/** The records that don't count, by the organization's own statuses. */
function apartIn({ columns, definition: { type }, settings }: ListSubject): Predicate | undefined {
  if (!type.apartInSums) return undefined;
  const { by, meanings } = type.apartInSums;
  const column = columns.get(by);
  const entries: readonly { id: string; meaning?: string | undefined }[] = entriesOf(
    settings,
    type.fields[by]?.list ?? '',
  );
  const ids = entries.flatMap(({ id, meaning }) => (meanings.some((one) => one === meaning) ? [id] : []));
  return column && { column, test: { anyOf: ids }, isInverted: false };
}

const shownGroup = ({ key, count, measures, apart }: Group): ListGroup => ({
  key,
  count,
  measures: shownMeasures(measures),
  ...(apart ? { apart: { count: apart.count, measures: shownMeasures(apart.measures) } } : {}),
});

const shownMeasures = (measures: Group['measures']): ListGroup['measures'] =>
  Object.fromEntries(
    Object.entries(measures).map(([name, all]) => [
      name,
      all.map((one) => ({ ...one, average: one.sum / one.count })),
    ]),
  );

type Row = ListAnswer['rows'][number];
const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);

/** Responses of functions can have at most 6 MB. A single record has at most 200 KB. */
const bytesMax = 4_000_000;

/**
 * What is shown of the records of rows, and the rows that were taken. Those that the table no longer has in the list are left
 * out. A page of very large records ends early.
 */
function pageOf(
  subject: ListSubject,
  rows: readonly Row[],
  found: readonly (ListedRecord | undefined)[],
  columns: readonly string[] | undefined,
): { items: ListedRecord[]; taken: Row[] } {
  const items: ListedRecord[] = [];
  const taken: Row[] = [];
  let bytes = 0;
  for (const [at, row] of rows.entries()) {
    const record = found[at];
    if (record) {
      const shown = columns ? picked(record, columns) : readableIn(subject, record);
      bytes += Buffer.byteLength(JSON.stringify(shown));
      if (bytes > bytesMax && items.length > 0) break;
      items.push(shown);
    }
    taken.push(row);
  }
  return { items, taken };
}

/**
 * The columns with these names, if copies of the list keep the values of all of them. Otherwise, and for whole records,
 * the table is read.
 */
function keptColumns({ columns }: ListSubject, names: readonly string[]): Column[] | undefined {
  const found = names.map((name) => columns.get(name));
  return found.every((column) => column !== undefined && isKept(column)) ? (found as Column[]) : undefined;
}

/** The values of a record in some columns, and its id and version. */
export function picked(record: ListedRecord, columns: readonly string[]): ListedRecord {
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
