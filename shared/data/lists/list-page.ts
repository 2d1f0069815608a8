import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import type { ListedRecord, ListGroup, ListPage } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { limits } from '#contract/limits.ts';
import { entriesOf } from '#contract/organization.ts';
import { cursorsOf, decodeListCursor } from './list-cursor.ts';
import type { ListAnswer, ListDatabase } from './list-database.ts';
import type { Group, Grouping } from './list-summary.ts';
import { currentRecords } from './current-records.ts';
import { askList, listDeadline } from './list-store.ts';
import { selected } from './selected.ts';
import { readableIn, type ListSubject } from './list-subject.ts';
import { sortsOf } from './sort-labels.ts';
import type { Predicate } from './predicate.ts';
import { positionLength } from './sort-sql.ts';
import type { Context } from '../organization/context.ts';
import { listHash } from '../records/cursor.ts';
import type { Reach } from '../records/read.ts';
import { namesIn } from './names.ts';

/**
 * A page of the records within a reach that match a checked question, with the exact total and groups of all matching
 * records.
 */
export async function readPage(
  context: Context,
  subject: ListSubject,
  question: ListQuestion,
  reach: Reach,
  options: { isCurrent?: boolean | undefined } = {},
): Promise<ListPage> {
  const until = listDeadline(context);
  const sorts = await sortsOf(context, subject, question, until);
  const selection = await selected(context, subject, question, reach, { until, ...options });
  const limit = question.limit ?? limits.pageSizeDefault;
  const { cursor, offset = 0, filter, q, teamOf, deleted } = question;
  const hash = listHash([subject.definition.type.name, filter, q, teamOf, question.sorts, deleted]);
  const start = decodeListCursor(hash, cursor, positionLength(sorts));
  const { isBackward = false } = start ?? {};
  const ask = (database: ListDatabase) => ({
    page: database.answer({
      ...selection,
      sorts,
      limit: limit === 0 ? 0 : limit + 1,
      after: start?.position,
      isBackward,
      offset,
    }),
    summary: question.groups && database.summarize({ ...selection, ...summaryOf(subject, question.groups) }),
  });
  const { answer, asOf } = await askList(context, subject, ask, { until, ...options });
  const { page, summary } = answer;
  const { items, taken } = await readRows(context, subject, page.rows.slice(0, limit), question, reach);
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

/** Responses of functions can have at most 6 MB. A single record has at most 200 KB. */
const bytesMax = 4_000_000;

/**
 * The current records of rows, in their order, and the rows that were taken. Records that have left the reach, the list
 * or the trash in the meantime are left out. A page of very large records ends early.
 */
async function readRows(
  context: Context,
  subject: ListSubject,
  rows: readonly Row[],
  { columns, deleted }: ListQuestion,
  reach: Reach,
): Promise<{ items: ListedRecord[]; taken: Row[] }> {
  const ids = rows.map(({ id }) => id);
  const found = await currentRecords(context, subject, ids, { reach, isDeleted: deleted === true });
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
