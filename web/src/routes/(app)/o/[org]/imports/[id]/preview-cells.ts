import { fullNameField, nameFields } from '#contract/import-columns.ts';
import type { ColumnTarget } from '#contract/import-column.ts';
import type { ImportRow } from '#contract/import-rows.ts';
import { flat } from '#lib/records/flat.ts';

type Columns = readonly (ColumnTarget | null)[];

const fieldsOf = (target: ColumnTarget | null): string[] => {
  if (!target) return [];
  return target.field === fullNameField ? [...nameFields] : [target.field];
};

/** The fields that the columns fill, in their order, each once. */
export const previewFields = (columns: Columns): string[] => [...new Set(columns.flatMap(fieldsOf))];

/** What a row has for a field: a value, or the text of the file with the reason why it isn't one. */
export type PreviewCell = { value: unknown } | { text: string; code: string };

export function previewCell(columns: Columns, field: string, row: ImportRow): PreviewCell {
  const places = columns.flatMap((target, place) => (fieldsOf(target).includes(field) ? [place] : []));
  const problem = row.problems.find(({ column = -1 }) => places.includes(column));
  if (!problem) return { value: flat(row.values)[field] };
  return { text: row.cells[problem.column ?? -1] ?? '', code: problem.code };
}

/** The reasons that concern a row as a whole, or columns that aren't shown. */
export const rowProblems = (columns: Columns, { problems }: ImportRow): string[] =>
  problems.filter(({ column = -1 }) => !columns[column]).map(({ code }) => code);
