import { importProblems } from '#contract/import-problem-texts/en.ts';
import { limits } from '#contract/limits.ts';
import { inSentence } from '../in-sentence.ts';
import { eitherIn, listIn, pluralIn } from '../plural.ts';
import { customKinds } from './custom-kinds.ts';
import { chain } from './import-chain.ts';
import { entries } from './import-entries.ts';
import { reading, undecided } from './import-readings.ts';
import { fixing, preview } from './import-rows.ts';
import { started } from './import-started.ts';

const plural = pluralIn('en');
const list = listIn('en');
const either = eitherIn('en');
const rows = plural(limits.importRows, { other: '# rows' });
const columns = plural(limits.importColumns, { other: '# columns' });

/** The page of all imports. */
const page = {
  title: 'Imports',
  lead: 'Create and update many records from a CSV, Excel or JSON lines file. You see what will happen before anything changes.',
  recordType: 'The rows are',
  byName: (otherwise: string) => `Recognized by the file’s name, or ${inSentence(otherwise)}`,
  choose: 'Choose a file',
  drop: 'Drop a CSV, Excel or JSON lines file here, or choose one',
  dropNow: 'Drop to upload',
  bounds: (size: string) =>
    `Up to ${size} and ${rows}. The first row of a CSV or Excel file has the names of the columns.`,
  progress: (name: string) => `Uploading ${name}`,
  of: (sent: string, size: string) => `${sent} of ${size}`,
  starting: 'Uploaded. Opening the import…',
  cancelUpload: (name: string) => `Cancel the upload of ${name}`,
  retryUpload: (name: string) => `Retry the upload of ${name}`,
  dismiss: (name: string) => `Dismiss ${name}`,
  interrupted: 'The upload was interrupted. Try again.',
  tooLarge: (size: string) => `The file is larger than ${size}. Split it into several files.`,
  uploaded: (name: string) => `${name} was uploaded`,
  open: 'Open the import',
  latest: 'Latest imports',
  kept: plural(limits.importDays, { other: 'Imports and their files are kept for # days.' }),
  emptyTitle: 'No imports yet',
  emptyText: 'Choose a file above. Its import appears here with its result.',
  failed: 'The imports could not be loaded',
};

const states = {
  uploading: 'The file is missing',
  reading: 'Reading…',
  unreadable: 'Can’t be read',
  ready: 'Not checked yet',
  checking: 'Checking…',
  checked: 'Ready to import',
  started: 'Started',
};

/** What became of an import. */
const results = {
  importing: (done: string, total: string) => `Importing: ${done} of ${total}`,
  created: (count: number) => plural(count, { other: '# created' }),
  updated: (count: number) => plural(count, { other: '# updated' }),
  failed: (count: number) => plural(count, { other: '# not imported' }),
  related: (count: number) =>
    plural(count, { one: '# linked record or note', other: '# linked records and notes' }),
  nothing: 'Nothing was imported',
  cancelled: 'Canceled',
  stopped: 'Stopped',
  undone: 'Undone',
};

/** A file that isn't read yet, or that can't be read. */
const file = {
  rows: (count: number) => plural(count, { one: '# row', other: '# rows' }),
  missing: 'The file wasn’t uploaded',
  missingText: 'The upload was interrupted or is still running in another tab.',
  reading: 'Reading the file…',
  readingText: 'Its columns are matched to fields by their names and values.',
  unreadable: 'This file can’t be read',
  atRow: (row: string, reason: string) => `Row ${row}: ${reason}`,
  readAgain: 'Read it again',
  another: 'Choose another file',
  title: 'File',
  help: 'Choose another encoding if accents look wrong, or another separator if columns run together.',
  encoding: 'Encoding',
  separator: 'Separator',
  sheet: 'Sheet',
  detected: 'Detected',
  encodings: {
    'utf-8': 'Unicode (UTF-8)',
    'utf-16le': 'Unicode (UTF-16 LE)',
    'utf-16be': 'Unicode (UTF-16 BE)',
    'windows-1252': 'Western European (Windows-1252)',
    macintosh: 'Western European (Mac OS Roman)',
    'windows-1250': 'Central European (Windows-1250)',
    'windows-1251': 'Cyrillic (Windows-1251)',
    'windows-1253': 'Greek (Windows-1253)',
    'windows-1254': 'Turkish (Windows-1254)',
    shift_jis: 'Japanese (Shift JIS)',
    'euc-jp': 'Japanese (EUC-JP)',
    'euc-kr': 'Korean (EUC-KR)',
    big5: 'Traditional Chinese (Big5)',
    gb18030: 'Simplified Chinese (GB 18030)',
  },
  separators: { ',': 'Comma (,)', ';': 'Semicolon (;)', '\t': 'Tab', '|': 'Vertical bar (|)' },
  fillMerged: 'Fill merged cells',
  mergedText: (count: number) =>
    plural(count, {
      one: '# merged cell spans several rows. All of them get its value.',
      other: '# merged cells span several rows. All of these rows get their value.',
    }),
  reasons: {
    empty: 'There is nothing in it. Choose a file with the names of the columns in its first row.',
    no_rows: 'There are no rows below the names of the columns. Add rows, or choose another sheet or file.',
    too_many_rows: `It has more than ${rows}. Split it into several files.`,
    too_many_columns: `It has more than ${columns}. Delete those that you don’t need.`,
    cell_too_long: 'A cell is too long. Shorten it, or choose another separator if columns run together.',
    encrypted: 'It has a password. Save it without one and choose it again.',
    old_excel: 'It’s in the format of Excel 97 to 2003 (.xls). Save it as .xlsx or CSV and choose that file.',
    damaged: 'It’s damaged or incomplete. Open it in a spreadsheet program, save it and choose it again.',
    unknown_format:
      'It’s neither CSV nor Excel nor JSON lines. Save it as .csv or .xlsx and choose that file.',
    too_large_unpacked: 'It contains too much data. Save it as CSV, or split it into several files.',
    unclosed_quote: 'A quotation mark isn’t closed. Correct it, or choose another separator or encoding.',
    wrong_encoding: 'Some characters can’t be read. Choose another encoding.',
    no_such_sheet: 'It has no sheet with this name. Choose another sheet.',
    replaced: 'It was replaced while it was being read. Import the file again.',
    creator_gone: 'The person or API key that uploaded it no longer has access. Import the file again.',
    invalid_json: 'A line isn’t a JSON object. Correct it and choose the file again.',
    undecided_columns:
      'It didn’t start by itself, because columns can be read in several ways. Choose below.',
    rows_refused: 'It didn’t start by itself, because too many rows were refused.',
    not_started: 'It couldn’t start by itself. Start it here.',
    earlier_changed: 'An earlier file was changed, so this one has to be checked again.',
    earlier_unchecked: 'An earlier file couldn’t be checked. Look at it, and check again.',
    earlier_stopped: 'The import of an earlier file was canceled or stopped. Start this one here.',
    failed: 'Something went wrong on our side. Try again.',
    too_large: 'It’s too large. Split it into several files.',
    other: 'It can’t be read as it is. Save it as .csv or .xlsx and choose that file.',
  },
};

/** What the columns of a file are for. */
const mapping = {
  title: 'Columns',
  count: (used: string, all: number) =>
    plural(all, { one: `${used} of # column is imported.`, other: `${used} of # columns are imported.` }),
  column: 'Column',
  remembered: (date: string) => `As in your organization’s import of the same columns on ${date}.`,
  samples: 'Examples',
  field: 'Field',
  none: 'Don’t import',
  fullName: 'First and last name',
  note: 'New note',
  unnamed: (place: string) => `Column ${place}`,
  noSamples: 'No values',
  fieldOf: (column: string, field: string) => `Field for ${column}: ${field}`,
  chooseFor: (column: string) => `Field for ${column}`,
  completes: (column: string) => `Completes ${column}`,
  usedBy: (column: string) => `instead of ${column}`,
  phoneLabel: (column: string) => `Type of the phones in ${column}`,
  anyLabel: 'Type as in the file',
  missing: (fields: readonly string[]) =>
    fields.length === 1
      ? `No column is for the required field ${list(fields)}`
      : `No columns are for the required fields ${list(fields)}`,
  missingText: 'Like this, records can be updated but not created.',
  newField: 'New custom field',
  newFieldNamed: (label: string) => `New field: ${label}`,
  newFieldLabel: (column: string) => `Name of the new field for ${column}`,
  newFieldKind: (column: string) => `Type of the new field for ${column}`,
  kinds: customKinds,
};

/** What the values of a column mean for a field with statuses or options. */
const values = {
  title: (column: string) => `Values of ${column}`,
  unknownLead: (count: number) =>
    plural(count, {
      one: '# value isn’t recognized. Choose what it means; otherwise, its rows are refused.',
      other: '# values aren’t recognized. Choose what they mean; otherwise, their rows are refused.',
    }),
  value: 'Value',
  rows: 'Rows',
  meansFor: (value: string) => `Meaning of ${value}`,
  unknown: 'Not recognized',
  empty: 'Leave empty',
  none: 'There are no values in this column.',
  more: (count: number) => plural(count, { other: 'Only the first # different values are shown.' }),
  failed: 'The values could not be loaded',
};

/** What happens to records that exist. */
const matching = {
  title: 'Records that already exist',
  by: 'Find them by',
  byHelp: 'The first of these fields with which a record is found counts.',
  none: (fields: readonly string[]) =>
    `Every row creates a record. To find existing ones, choose a column for ${either(fields.map(inSentence))}.`,
  unfindable: 'Every row creates a record, because records of this type have no field that identifies them.',
  onMatch: 'If a row is about one of them',
  choices: {
    skip: { label: 'Leave the row out', text: 'The record stays as it is.' },
    update: {
      label: 'Update the record',
      text: 'The values of the row replace those of the record. Empty cells change nothing.',
    },
    updateEmpty: { label: 'Fill in missing values', text: 'Only fields without a value are set.' },
    create: {
      label: 'Create another record',
      text: 'Rows with a value that must be unique and is taken are refused.',
    },
  },
  createWithoutMatch: 'Create records from rows without a value in these fields',
  createMissing: 'Create tags and records that rows name and that don’t exist yet',
  createMissingText: 'Otherwise, these rows are refused.',
  owner: 'Owner of new records',
  noOwner: 'Nobody',
  ownerHelp: 'Unless a column names the owner.',
  allowErased: 'Import persons who were erased before',
};

interface Counts {
  creates: number;
  updates: number;
  skips: number;
  refusals: number;
}

/** Checking and starting. */
const check = {
  title: 'Check',
  lead: 'The check says what will happen to each row. Nothing is changed.',
  action: 'Check all rows',
  again: 'Check again',
  checking: 'Checking all rows…',
  summary: ({ creates, updates, skips, refusals }: Counts) =>
    [
      plural(creates, { other: '# will be created' }),
      ...(updates > 0 ? [plural(updates, { other: '# updated' })] : []),
      ...(skips > 0 ? [plural(skips, { other: '# left out' })] : []),
      ...(refusals > 0 ? [plural(refusals, { other: '# refused' })] : []),
    ].join(', '),
  also: (what: string) => `Also created: ${what}`,
  notes: (count: number) => plural(count, { one: '# note', other: '# notes' }),
  tags: (count: number) => plural(count, { one: '# tag', other: '# tags' }),
  fields: (count: number) => plural(count, { one: '# custom field', other: '# custom fields' }),
  failed: 'The check couldn’t be completed',
  notStarted: 'The import hasn’t started',
  problems: 'Problems',
  count: 'Rows',
  sample: 'Example',
  refusedText:
    'Refused rows aren’t imported. Fix them here, or download them with the reasons, correct them and import that file.',
  none: 'No row can be imported',
  noneText: 'Correct the file, or change the settings, and check again.',
  start: (records: string) => `Import ${records}`,
};

const refusedRows = {
  action: 'Download refused rows',
  incomplete: (count: number) =>
    plural(count, {
      one: 'The file has the first refused row only',
      other: 'The file has the first # refused rows only',
    }),
};

const deletion = {
  action: 'Delete import',
  title: (name: string) => `Delete the import of ${name}?`,
  text: 'Its file and settings are deleted. Records that it created or updated stay.',
  keep: 'Keep it',
  done: (name: string) => `The import of ${name} was deleted`,
  otherType: 'Import as something else',
  otherTypeTitle: (name: string) => `Import ${name} as something else?`,
  otherTypeText: 'This import is deleted. Then choose what the rows are, and choose the file again.',
  otherTypeAction: 'Delete and choose again',
};

const changed = 'This import was changed elsewhere. Its latest settings are shown.';

/** UI text for imports of files. */
export const texts = () => ({
  imports: {
    ...page,
    changed,
    states,
    results,
    file,
    mapping,
    values,
    undecided,
    reading,
    matching,
    entries,
    preview,
    check,
    started,
    refusedRows,
    fixing,
    chain,
    deletion,
    problems: importProblems,
  },
});
