import * as z from 'zod/mini';
import { encodings } from './encoding.ts';
import { fileProblems } from './file-problem.ts';
import { upload } from './attachment.ts';
import { countryCode, currencyCode, id, line, timestamp } from './field.ts';
import {
  columnTarget,
  columnValue,
  createdField,
  dateOrder,
  decimalMark,
  importColumn,
  problemCount,
  undecidedColumn,
} from './import-column.ts';
import { job } from './job.ts';
import { languages } from './language.ts';
import { importPath, importRowOperations, importRule } from './import-rows.ts';
import { limits } from './limits.ts';
import { matchFields } from './match-fields.ts';
import { nothing, operation, resource } from './operation.ts';
import { queryInteger } from './page.ts';
import { importTypeNames } from './import-types.ts';
import { recordTypeNames, recordTypes } from './record-types.ts';

/**
 * `uploading`: the files are not complete. `reading`: the rows are being read. `unreadable`: a file can’t be read, see
 * `problem`. `ready`: the columns can be matched to fields. `checking`: every row is being checked. `checked`: the import
 * can start. `started`: a job imports the rows.
 */
export const importStates = [
  'uploading',
  'reading',
  'unreadable',
  'ready',
  'checking',
  'checked',
  'started',
] as const;
export type ImportState = (typeof importStates)[number];

/** The character between the cells of a CSV row. */
const separator = z.string().check(z.regex(/^[^"\r\n]$/u));
/** How texts in cells are meant. */
const reading = z.strictObject({
  /** How all dates are written. Left out, each column is read as its cells prove. */
  dateOrder: z.optional(dateOrder),
  /** How all numbers are written. Left out, each column is read as its cells prove. */
  decimalMark: z.optional(decimalMark),
  /** The country of phone numbers without a country code. */
  country: countryCode,
  /** The currency of amounts without one. */
  currency: currencyCode,
  /** The currency that the sign $ means in all columns. Left out, columns with it are `undecided` if it can be `currency` or USD. */
  dollar: z.optional(currencyCode),
  /** Texts that count as empty, such as “N/A”. Upper and lower case don’t matter. */
  emptyTexts: z.array(line(40)).check(z.maxLength(limits.importEmptyTexts)),
});
export type ImportReading = z.infer<typeof reading>;

/** All fields by which an import of some record type finds records. */
const matchNames = [...new Set(Object.values(recordTypes).flatMap(matchFields))];

/** What happens to a row whose record exists. `updateEmpty` only fills in fields without a value. */
export const onMatchChoices = ['skip', 'update', 'updateEmpty', 'create'] as const;
export type OnMatch = (typeof onMatchChoices)[number];

const fileSettings = z.strictObject({
  encoding: z.optional(z.enum(encodings)),
  separator: z.optional(separator),
  /** The name of a spreadsheet’s sheet. */
  sheet: z.optional(line(40)),
  /** Whether all rows of merged cells of a spreadsheet have their value; true by default. */
  fillMerged: z.optional(z.boolean()),
  /** What each column is for, in order. Null columns are left out. */
  columns: z.optional(z.array(z.nullable(columnTarget)).check(z.maxLength(limits.importColumns))),
  reading: z.optional(reading),
  /** The fields by which existing records are found, in order: a record with the same value of the first one counts. */
  matchBy: z.optional(z.array(z.enum(matchNames)).check(z.maxLength(limits.importMatchFields))),
  onMatch: z.optional(z.enum(onMatchChoices)),
  /**
   * Whether rows without a value in any field of `matchBy` create records although others update theirs; refused by
   * default.
   */
  createWithoutMatch: z.optional(z.boolean()),
  /** Whether tags and records that rows name and that don’t exist are created, such as the customers of contacts. */
  createMissing: z.optional(z.boolean()),
  /**
   * The member to whom new records belong whose row names nobody, with those that rows name and that don’t exist. Null is
   * the default: nobody, or you if you can see only your own records.
   */
  ownerId: z.optional(z.nullable(id)),
  /** Whether rows with an e-mail address or phone number of a person who was erased are imported; refused by default. */
  allowErased: z.optional(z.boolean()),
  /** What happens to all cells or rows of one kind. */
  rules: z.optional(z.array(importRule).check(z.maxLength(limits.importRules))),
});
export type ImportFileSettings = z.infer<typeof fileSettings>;

const newFile = z.strictObject({
  name: line(limits.attachmentNameCharacters),
  sizeBytes: z.int().check(z.minimum(1), z.maximum(limits.importBytes)),
  /** What the rows are. Notes, activities and tasks belong to records, which columns name. */
  recordType: z.enum(importTypeNames),
  /** The settings that don’t depend on the file’s columns. Those that are left out are guessed, and can be changed later. */
  ...z.omit(fileSettings, { columns: true, rules: true }).shape,
});

/** What a start would do with the rows of a file. */
const checkSummary = z.object({
  rows: z.int(),
  creates: z.int(),
  updates: z.int(),
  skips: z.int(),
  refusals: z.int(),
  /** The records that rows name and that don’t exist, with the number that would be created. */
  related: z.optional(z.array(z.object({ recordType: z.enum(recordTypeNames), creates: z.int() }))),
  /** The number of notes that would be created on the records of rows. The author is the user who starts the import. */
  notes: z.optional(z.int()),
  /** The tags that rows name and that don’t exist. The start creates them, and an undo of the import leaves them. */
  newTags: z.optional(z.array(z.object({ id, name: z.string() }))),
  /** The custom fields that the start creates. An undo of the import leaves them. */
  newFields: z.optional(z.array(createdField)),
  problems: z.array(problemCount),
});
export type CheckSummary = z.infer<typeof checkSummary>;

const importFile = z.object({
  name: z.string(),
  sizeBytes: z.int(),
  recordType: z.enum(importTypeNames),
  format: z.optional(z.enum(['csv', 'xlsx', 'jsonl'])),
  encoding: z.optional(z.enum(encodings)),
  separator: z.optional(separator),
  sheet: z.optional(z.string()),
  sheets: z.optional(z.array(z.string())),
  /** The number of merged cells in the sheet that span several rows. */
  mergedCells: z.optional(z.int()),
  fillMerged: z.optional(z.boolean()),
  header: z.optional(z.array(importColumn)),
  rows: z.optional(z.int()),
  columns: z.optional(z.array(z.nullable(columnTarget))),
  reading: z.optional(reading),
  /** The columns whose dates or numbers can be read in several ways. */
  undecided: z.optional(z.array(undecidedColumn)),
  matchBy: z.optional(z.array(z.string())),
  onMatch: z.optional(z.enum(onMatchChoices)),
  createWithoutMatch: z.optional(z.boolean()),
  ownerId: z.optional(z.nullable(id)),
  createMissing: z.optional(z.boolean()),
  allowErased: z.optional(z.boolean()),
  rules: z.optional(z.array(importRule)),
  /** The number of rows that have corrections, or that somebody has left out. */
  correctedRows: z.optional(z.int()),
  /** When an import of a file with the same columns was started, whose settings these are. */
  rememberedFrom: z.optional(timestamp),
  /** What the last check found. In `ready`, rows have been corrected since. */
  check: z.optional(checkSummary),
});
export type ImportFile = z.infer<typeof importFile>;

/** An import of the rows of a file as records. */
export const importOutput = z.object({
  id,
  version: z.int(),
  state: z.enum(importStates),
  file: importFile,
  /** Why the file can’t be read, and the row in which that shows. In `ready`, why the last check didn’t end. */
  problem: z.optional(z.object({ code: z.enum(fileProblems), row: z.optional(z.int()) })),
  /** In `checking`: the number of rows that have been checked, for large files. */
  checkedRows: z.optional(z.int()),
  /** Whether the import starts by itself once its rows are checked. Any change of it by a request ends that. */
  start: z.optional(z.boolean()),
  refusalsMax: z.optional(z.int()),
  /** In `checked`: whether the import starts by itself once the jobs of those before it in its chain are done. */
  startsAfter: z.optional(z.boolean()),
  /** The import before this one, whose records its rows can name. */
  after: z.optional(id),
  /** The linked imports in their order, with this one. */
  chain: z.optional(z.array(id)),
  /** The job that imports the rows. It can be undone like other jobs. */
  jobId: z.optional(id),
  createdBy: id,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Import = z.infer<typeof importOutput>;

const all = '/v1/orgs/{orgId}/imports';
const one = importPath;

export const imports = resource('imports', all, {
  list: operation({
    method: 'GET',
    path: all,
    access: 'import:read',
    summary: 'List your latest imports. Owners and admins see all imports.',
    output: z.object({ items: z.array(importOutput) }),
  }),
  create: operation({
    method: 'POST',
    path: all,
    access: 'import:create',
    summary: 'Create an import and get the upload URL of its file.',
    description: `Files are CSV or XLSX, or JSON lines, with up to ${limits.importRows} rows and ${limits.importColumns} columns. Upload the bytes with one PUT request to \`upload.url\` with \`upload.headers\`, then call \`read\`.

Each line of a file of JSON lines is an object with fields as the API takes them; other names are left out, and null changes nothing. References can also be names, codes, e-mail addresses or external IDs; what doesn’t exist is created only with \`createMissing\`.

Rows can also be notes, activities and tasks (\`recordType\`). Each of them creates an entry of the record that a field such as \`customerId\` names; if a row names several, the first one counts in the order \`dealId\`, \`contactId\`, and the others. Nothing is matched, so a file that is imported twice creates everything twice.

The texts of a column with the target \`note\` become notes on the records that rows create or update, one for each row. In JSON lines, it is the name \`note\`. Nothing is matched: a file that is imported again to update records adds its notes again.

A column whose dates or numbers could be read in several ways, such as 05/06/2026 or 1.000, is listed in \`undecided\` unless one of its cells proves how it is meant, or \`reading\` says it. Such an import can’t be checked, and doesn’t start by itself.

With \`start\`, nothing else is needed: poll the import until it is \`started\`, or stays \`checked\` without \`start\`, because nothing was to be written or for the reason in \`problem\`. To create records or update those that exist, give them an \`externalId\` and set \`onMatch\` to \`update\`.

Files that refer to one another, such as customers and their contacts, are linked with \`after\`, up to ${limits.importsLinked} of them. Check and start the last one: that checks the others, and starts them one after the other, each when the job before it is done.`,
    body: z.strictObject({
      file: newFile,
      /** Whether the import checks its rows and starts by itself after `read`, for programs. */
      start: z.optional(z.boolean()),
      /** With `start`: the number of refused rows up to which the import still starts; 0 by default. */
      refusalsMax: z.optional(z.int().check(z.gte(0), z.lte(limits.importRows))),
      /**
       * One of your imports that isn’t started, and that no other one follows yet. Rows can name the records that it, and
       * those before it, are about to create. It can’t be combined with `start`.
       */
      after: z.optional(id),
    }),
    output: z.object({ ...importOutput.shape, upload }),
    status: 201,
  }),
  get: operation({
    method: 'GET',
    path: one,
    access: 'import:read',
    summary: 'Get an import.',
    output: importOutput,
  }),
  read: operation({
    method: 'POST',
    path: `${one}/read`,
    access: 'import:create',
    summary:
      'Read the rows of the uploaded file. Its columns are matched to fields by their headers and values.',
    description: 'A file whose reading has `failed` can be read again.',
    output: importOutput,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'import:create',
    summary:
      'Choose what the columns of a file are for, how its texts are meant, and what happens to existing records.',
    description:
      'Another encoding, separator or sheet reads the file again, and can’t be chosen together with columns or rules. Every change requires a new check.',
    body: z.strictObject({ file: fileSettings }),
    output: importOutput,
    ifMatch: true,
  }),
  ...importRowOperations,
  values: operation({
    method: 'GET',
    path: `${one}/values`,
    access: 'import:read',
    summary: 'List the different values of a column with what they mean for its field.',
    description: `Texts that are no names of a status, source, stage or option are also compared with usual words for it, and can be mapped with \`values\` of the column. Corrected cells count with their new texts, and rows that are left out count as well. The first ${limits.importColumnValues} different values are listed, the most frequent ones first.`,
    needsState: true,
    query: z.strictObject({
      /** The position of the column. */
      column: queryInteger(0, limits.importColumns - 1),
    }),
    output: z.object({
      items: z.array(columnValue),
      /** Whether these are all values of the column. */
      isComplete: z.boolean(),
    }),
  }),
  refusedRows: operation({
    method: 'GET',
    path: `${one}/refused-rows`,
    access: 'import:read',
    summary: 'Get a download URL of the refused rows that is valid for five minutes.',
    description:
      'The CSV file has the rows that the check refused and those that the job could not import, or never reached because it was cancelled or stopped. Its columns are those of the imported file, and a last one with the reasons, which an import leaves out: correct the rows and import the file as it is.',
    query: z.strictObject({
      /** The language of the reasons; English by default. */
      language: z.optional(z.enum(languages)),
    }),
    output: z.object({
      url: z.string(),
      expiresAt: timestamp,
      /** The number of rows in the file. */
      rows: z.int(),
      /** Whether the file has all rows. A file ends at 20 MB. */
      isComplete: z.boolean(),
    }),
  }),
  check: operation({
    method: 'POST',
    path: `${one}/check`,
    access: 'import:create',
    summary: 'Check all rows without importing any.',
    description:
      'The imports before this one in its chain that aren’t checked are checked first. The checks of those after it are taken back, because they depend on it.',
    output: importOutput,
    ifMatch: true,
  }),
  start: operation({
    method: 'POST',
    path: `${one}/start`,
    access: 'import:create',
    summary: 'Start the job that imports the rows of a checked import. Rows with problems are left out.',
    description:
      'The imports before this one in its chain are started first, and this one once their jobs are done: until then, it has `startsAfter`. Those without rows to write are passed over and stay `checked`, even this one. If one of these jobs is canceled or stopped, the imports after it stay `checked`, and can be started again.',
    output: importOutput,
    ifMatch: true,
  }),
  undo: operation({
    method: 'POST',
    path: `${one}/undo`,
    access: 'import:create',
    summary: 'Undo a started import, and those after it in its chain before.',
    description:
      'Starts the job that undoes the last one, which is returned. Each time such a job is done, the next one starts. What was changed since the import is left and listed in the results of its job. If one of these jobs is canceled or stopped, the others don’t start; the same request continues.',
    output: job,
    shows: 'job:read',
    status: 201,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'import:create',
    summary: 'Delete an import with its file. Records that it has created stay.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
});
