import * as z from 'zod/mini';
import { customField } from './custom-field.ts';
import { line } from './field.ts';
import { columnPosition } from './import-column.ts';
import { limits } from './limits.ts';
import { operation } from './operation.ts';
import { queryInteger } from './page.ts';

export const importPath = '/v1/orgs/{orgId}/imports/{id}';

const cellText = z.string().check(z.maxLength(limits.importCellCharacters));

/** What happens to all cells or rows of one kind. Rules apply after the corrections of single cells. */
export const importRule = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('replace'),
    column: columnPosition,
    /** The whole text of a cell. Upper and lower case don’t matter. */
    from: line(limits.importRuleCharacters),
    /** An empty text means no value. */
    to: z.string().check(z.maxLength(limits.importRuleCharacters)),
  }),
  z.strictObject({
    action: z.literal('empty'),
    column: columnPosition,
    /** The problem of the cells that are read as empty. */
    code: line(40),
  }),
  z.strictObject({
    action: z.literal('leaveOut'),
    /** Left out for problems that concern no column. */
    column: z.optional(columnPosition),
    code: line(40),
  }),
]);
export type ImportRule = z.infer<typeof importRule>;

const rowActions = ['create', 'update', 'skip', 'refuse'] as const;
export type RowAction = (typeof rowActions)[number];

/** A row of a file, with the values that its cells mean. */
const importRow = z.object({
  /** The number of the row in the file, as a spreadsheet shows it. */
  row: z.int(),
  /** The texts of the cells, corrected and shortened to 300 characters. */
  cells: z.array(z.string()),
  /** The positions of the cells whose texts are shortened. */
  shortened: z.optional(z.array(z.int())),
  /** The cells that corrections or rules have changed, with the texts of the file, shortened to 300 characters. */
  changes: z.optional(
    z.array(
      z.object({
        column: z.int(),
        original: z.string(),
        /** The whole text to which somebody has corrected the cell, before rules. */
        correction: z.optional(z.string()),
      }),
    ),
  ),
  /** Whether somebody has left out this row. */
  leftOut: z.optional(z.boolean()),
  /** The values of the record that the cells mean, as far as they can be read. */
  values: z.record(z.string(), z.unknown()),
  /** What an import would do with the row by itself. A check also compares it with the other rows. */
  action: z.enum(rowActions),
  /** A problem without a column concerns a field that no column is for, or the row as a whole. */
  problems: z.array(
    z.object({ column: z.optional(z.int()), field: z.optional(z.string()), code: z.string() }),
  ),
});
export type ImportRow = z.infer<typeof importRow>;

const shownRows = z.array(importRow);
/** Names of the records and tags in `values` that don’t exist yet, by the IDs that they would get. */
const newNames = z.record(z.string(), z.string());
/** The custom fields in `values` that the start would create. */
const newFields = z.array(customField);

const rowCorrection = z.strictObject({
  /** The number of the row in the file, as `rows` has it. */
  row: z.int().check(z.gte(1), z.lte(limits.importRowNumber)),
  /** The new texts of cells. Null restores the text of the file. */
  cells: z.optional(
    z
      .array(z.strictObject({ column: columnPosition, text: z.nullable(cellText) }))
      .check(z.maxLength(limits.importColumns)),
  ),
  /** Whether the row is left out. */
  leftOut: z.optional(z.boolean()),
});
export type RowCorrection = z.infer<typeof rowCorrection>;

/** A kind of problem that the last check found, with the texts that most cells with it have. */
const problemKind = z.object({
  /** Left out for problems that concern no column. */
  column: z.optional(z.int()),
  code: z.string(),
  /** The number of rows that have it. */
  rows: z.int(),
  values: z.array(z.object({ text: z.string(), count: z.int() })),
});
export type ImportProblemKind = z.infer<typeof problemKind>;

/** The operations on the rows of an import. */
export const importRowOperations = {
  rows: operation({
    method: 'GET',
    path: `${importPath}/rows`,
    access: 'import:read',
    summary: 'List rows of the file with the values that their cells mean, and with their problems.',
    description:
      'With `show=problems`, only rows with problems that the last check found are listed, or only those with the problem `code` in `column`.',
    query: z.strictObject({
      /** The number of rows to leave out. */
      from: z.optional(queryInteger(0, limits.importRows)),
      limit: z.optional(queryInteger(1, limits.importRowsShown)),
      show: z.optional(z.enum(['all', 'problems'])),
      /** The problem that rows have. Without `column`, it concerns no column. */
      code: z.optional(line(40)),
      column: z.optional(queryInteger(0, limits.importColumns - 1)),
    }),
    needsState: true,
    output: z.object({ items: shownRows, newNames, newFields, total: z.int() }),
  }),
  updateRows: operation({
    method: 'PATCH',
    path: `${importPath}/rows`,
    access: 'import:create',
    summary: 'Correct cells of the file, or leave out rows.',
    description:
      'The file itself stays as it is. Every change requires a new check. The answer has the rows as an import would read them now, and the version of the import.',
    body: z.strictObject({
      rows: z.array(rowCorrection).check(z.minLength(1), z.maxLength(limits.importRowsCorrected)),
    }),
    output: z.object({
      version: z.int(),
      items: shownRows,
      newNames,
      newFields,
      /** The number of rows that have corrections. */
      correctedRows: z.int(),
    }),
    ifMatch: true,
  }),
  problems: operation({
    method: 'GET',
    path: `${importPath}/problems`,
    access: 'import:read',
    summary: 'List the kinds of problems that the last check found, with the most frequent values.',
    needsState: true,
    output: z.object({
      /** The number of rows with problems, without those that were left out. */
      rows: z.int(),
      items: z.array(problemKind),
    }),
  }),
};
