import type { ExportInput } from '#contract/export.ts';
import { limits } from '#contract/limits.ts';
import type { Column } from '#contract/lists/column.ts';
import { fieldsIn } from '#contract/lists/filter-tree.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import { questionOf } from '../jobs/selected-rows.ts';
import { currentRecords } from '../lists/current-records.ts';
import type { ListDatabase } from '../lists/list-database.ts';
import { askList } from '../lists/list-source.ts';
import { listSubject, type ListSubject } from '../lists/list-subject.ts';
import { sortsOf } from '../lists/sort-labels.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import type { Reach } from '../records/read.ts';
import { withVisibleAbout } from '../records/visible-about.ts';
import { listedColumns, type ListedColumn } from './list-column.ts';
import { namedRow, rawRow } from './list-value.ts';
import { namesFor } from './names.ts';
import { Refused } from './refused.ts';

/** The records of a list in its order, whose ids don’t change any more, with the columns to export. */
export interface FrozenList {
  columns: readonly ListedColumn[];
  /** The columns by which the records were chosen and put in order. */
  asked: readonly Column[];
  ids: readonly string[];
  subject: ListSubject;
  reach: Reach;
}

/** How long an export waits for the list of a large organization to be opened. */
const openMs = 60_000;

/**
 * Asks for all records that match, in one question: pages would repeat or leave out records that change their place
 * meanwhile.
 */
export async function frozenList(
  context: Context,
  { recordType, query = {}, columns: chosen, language = 'en' }: ExportInput,
): Promise<FrozenList> {
  const definition = definitionOf(recordType);
  if (!definition) throw new Refused('fields_changed');
  const list = await listSubject(context, definition);
  const { items: customFields } = await readCustomFields(context, recordType);
  const columns = listedColumns(list, customFields, chosen, language);
  const named = [...fieldsIn(query.filter), ...(query.sorts ?? []).map(({ field }) => field)];
  const asked = named.map((name) => list.columns.get(name));
  if (!columns || !asked.every((column) => column !== undefined)) throw new Refused('fields_changed');
  const until = Date.now() + openMs;
  const plan = { createdAt: context.now };
  const { subject, reach, question } = await questionOf(context, list, query, plan, until);
  const sorts = await sortsOf(context, subject, query, until);
  const ask = (database: ListDatabase) =>
    database.answer({ ...question, sorts, limit: limits.exportRows + 1 }).rows.map(({ id }) => id);
  const { answer: ids } = await askList(context, subject, ask, { until, isCurrent: true });
  if (ids.length > limits.exportRows) throw new Refused('too_many_rows');
  return { columns, asked, ids, subject, reach };
}

/** Records read together, as many as one BatchGetItem reads. */
const recordsPerPage = 100;

/** The rows of a list, page by page, as they are in the table when their page is read. */
export async function* rowPages(
  context: Context,
  { columns, ids, subject, reach }: FrozenList,
  { format, language = 'en', query = {} }: ExportInput,
): AsyncGenerator<Record<string, unknown>[], void> {
  const findNames = await namesFor(context, format === 'jsonl' ? [] : columns, language);
  for (let start = 0; start < ids.length; start += recordsPerPage) {
    const some = ids.slice(start, start + recordsPerPage);
    const isDeleted = query.deleted === true;
    const found = await currentRecords(context, subject, some, { reach, isDeleted });
    const there = found.filter((record) => record !== undefined) as AnyRecord[];
    const records = await withVisibleAbout(context, subject.definition.type, there);
    if (format === 'jsonl') {
      yield records.map((record) => rawRow(columns, record));
      continue;
    }
    const { currency, country } = context.settings;
    const written = { nameOf: await findNames(records), currency, language, country };
    yield records.map((record) => namedRow(columns, record, written));
  }
}
