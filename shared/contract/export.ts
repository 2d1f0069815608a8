import * as z from 'zod/mini';
import type { CsvSeparator } from './csv-row.ts';
import { id, line, timestamp } from './field.ts';
import { languages } from './language.ts';
import { limits } from './limits.ts';
import { columnName, listQuestion } from './lists/list-question.ts';
import { nothing, operation, resource } from './operation.ts';
import { recordTypeNames } from './record-types.ts';

/**
 * `queued`: the export waits for its turn. `writing`: the records are being written to the file. `ready`: the file can be
 * downloaded. `failed`: there is no file, see `problem`.
 */
const exportStates = ['queued', 'writing', 'ready', 'failed'] as const;

const exportFormats = ['xlsx', 'csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Why there is no file. */
const exportProblems = [
  'too_many_rows',
  /** The organization has more attached files, or more bytes in them, than an archive can have. */
  'too_many_files',
  /** A file of the format can’t have that many bytes. */
  'too_large',
  /** The person or API key that created the export is no longer a member, or can no longer read the records. */
  'not_permitted',
  /** A column, or a field in the filter, no longer exists, or the creator can no longer read it. */
  'fields_changed',
  /** Writing the file took longer than an export may take. */
  'took_too_long',
  /** Writing the file was interrupted several times. */
  'interrupted',
] as const;
export type ExportProblem = (typeof exportProblems)[number];

const column = z.strictObject({
  /** A column of the list: the name of a field, or `custom.<key>`. */
  field: columnName,
  /** The heading in CSV and XLSX files. By default, the label of a custom field, or the name of the field. */
  header: z.optional(line(limits.exportHeaderCharacters)),
});
export type ChosenColumn = z.infer<typeof column>;

const { filter, q, teamOf, sorts, deleted } = listQuestion.shape;
const query = z.strictObject({ filter, q, teamOf, sorts, deleted });

const separators = [',', ';'] as const satisfies CsvSeparator[];

const decimalMarks = ['.', ','] as const;

const exportInput = z.strictObject({
  recordType: z.enum(recordTypeNames),
  format: z.enum(exportFormats),
  /** The character between the cells of a CSV file; a comma by default. */
  separator: z.optional(z.enum(separators)),
  /** The mark before the decimals of numbers and amounts in a CSV file; a point by default. */
  decimalMark: z.optional(z.enum(decimalMarks)),
  /** Which records, in which order, as in the query of their list. All by default, the newest first. */
  query: z.optional(query),
  columns: z.array(column).check(z.minLength(1), z.maxLength(limits.exportColumns)),
  /** The language of the names of countries, the labels of phone numbers and the heading above currencies; English by default. */
  language: z.optional(z.enum(languages)),
});
export type ExportInput = z.infer<typeof exportInput>;

/** A file with the records of a list, or an archive of the whole organization. */
const exportOutput = z.object({
  id,
  version: z.int(),
  state: z.enum(exportStates),
  ...z.partial(exportInput).shape,
  /** `zip` for an archive, which has no record type and no columns. */
  format: z.enum([...exportFormats, 'zip']),
  /** The name under which the file is saved. */
  fileName: z.string(),
  /** The number of records written so far, and in the end, of those in the file. */
  rows: z.int(),
  /** The number of records that matched when writing began. Some of them may have been deleted since. */
  total: z.optional(z.int()),
  sizeBytes: z.optional(z.int()),
  /** The number of texts that were too long for a cell of an XLSX file and were cut. */
  cutTexts: z.optional(z.int()),
  problem: z.optional(z.enum(exportProblems)),
  createdBy: id,
  createdAt: timestamp,
  updatedAt: timestamp,
  /** When the export and its file are deleted. */
  expiresAt: timestamp,
});
export type Export = z.infer<typeof exportOutput>;

const all = '/v1/orgs/{orgId}/exports';
const one = `${all}/{id}` as const;

export const exportsResource = resource('exports', all, {
  list: operation({
    method: 'GET',
    path: all,
    access: 'export:read',
    summary: 'List your latest exports. Owners and admins see all exports.',
    output: z.object({ items: z.array(exportOutput) }),
  }),
  create: operation({
    method: 'POST',
    path: all,
    access: 'export:create',
    summary: 'Export the records of a list as a file.',
    description: `The file contains the records that you see in the list when writing begins, at most ${limits.exportRows}. In CSV and XLSX files, people, records, tags and choices are written as their names, and phone numbers with their labels; JSON lines contain the values as this API returns them, with the ID of each record. Texts in CSV files that a spreadsheet could run as a formula begin with an apostrophe. Poll the export until it is \`ready\`.`,
    body: exportInput,
    output: exportOutput,
    status: 201,
  }),
  createArchive: operation({
    method: 'POST',
    path: `${all}/archive`,
    access: 'archive:create',
    summary: 'Export the whole organization as an archive.',
    description: `The ZIP file contains all records that aren’t in the trash, their notes, activities, tasks and files, and the settings, as JSON lines. It doesn’t contain members, API keys, histories, jobs, imports or exports. An organization with up to ${limits.archiveRecords} records and ${limits.archiveFiles} files can be exported; an archive of up to ${limits.archiveImportBytes / 1024 ** 3} GB can also be imported into another organization. An archive that can’t be written within ${limits.exportRunMinutes} minutes, such as one with many gigabytes of files, fails with \`took_too_long\`; try again at a quieter time. One archive can be unfinished at a time; another request is refused with 409 until then. Poll the export until it is \`ready\`; a download requires the same permission. While the organization is being deleted, its owners can still do this.`,
    output: exportOutput,
    shows: 'export:read',
    status: 201,
    whileDeleted: true,
  }),
  get: operation({
    method: 'GET',
    path: one,
    access: 'export:read',
    summary: 'Get the progress of an export.',
    description: 'While the organization is being deleted, its owners can still get archives.',
    output: exportOutput,
    whileDeleted: true,
  }),
  download: operation({
    method: 'GET',
    path: `${one}/download`,
    access: 'export:read',
    summary: `Get the download URL of a file, which is valid for ${limits.downloadUrlMinutes} minutes.`,
    description:
      'Requires permission to read everything in the file, in the scope that its creator had: the records, the names of related records, members and tags, and what some columns summarize. An archive requires permission to create one. Whoever has the URL can download the file.',
    output: z.object({ url: z.string(), expiresAt: timestamp }),
    whileDeleted: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'export:create',
    summary: 'Delete an export with its file. An unfinished one stops.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
});
