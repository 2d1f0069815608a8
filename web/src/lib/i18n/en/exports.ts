import { limits } from '#contract/limits.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** Texts of the dialog in which a list is exported. */
export const exports = {
  open: 'Export…',
  title: 'Export this list',
  action: 'Export',
  close: 'Close',
  counting: 'Counting the records…',
  matching: (count: number) => plural(count, { one: '# record matches', other: '# records match' }),
  none: 'No records match. Change the filters, and export the list again.',
  tooMany: plural(limits.exportRows, {
    other: 'A file can have at most # records. Narrow the list with filters.',
  }),
  format: 'Format',
  formats: {
    xlsx: { label: 'Excel (XLSX)', text: 'Numbers and dates stay numbers and dates.' },
    csv: { label: 'CSV', text: 'For spreadsheets and other programs.' },
    jsonl: { label: 'JSON lines', text: 'IDs and values as the API returns them.' },
  },
  separator: 'Separator',
  separators: { comma: 'Comma', semicolon: 'Semicolon' },
  decimalMark: 'Decimals',
  decimalMarks: { comma: 'With a comma: 12,50', point: 'With a point: 12.50' },
  columns: 'Columns',
  shownColumns: (count: number) => plural(count, { one: 'The column shown', other: 'The # columns shown' }),
  allColumns: (count: number) => plural(count, { other: 'All # columns' }),
  queued: 'Waiting to start…',
  writing: (rows: string, total: string) => `${rows} of ${total} records written`,
  goesOn: 'You can close this. The export continues, and its file appears here.',
  ready: (rows: number, size: string) =>
    plural(rows, { one: `# record · ${size}`, other: `# records · ${size}` }),
  kept: (date: string) => `Available until ${date}`,
  cut: (count: number) =>
    plural(count, {
      one: '# text was too long for a cell and was cut.',
      other: '# texts were too long for their cells and were cut.',
    }),
  download: 'Download',
  downloadNamed: (name: string) => `Download ${name}`,
  again: 'Export again',
  retry: 'Try again',
  failed: 'The file could not be created',
  problems: {
    too_many_rows: plural(limits.exportRows, {
      other: 'More than # records match. Narrow the list with filters.',
    }),
    too_many_files: 'The records have too many files.',
    too_large: 'The file would be too large. Narrow the list with filters, or choose fewer columns.',
    not_permitted: 'You can no longer export these records.',
    fields_changed: 'A field of this list has changed. Reload the list and try again.',
    took_too_long: 'Writing took too long. Narrow the list with filters.',
    interrupted: 'Something went wrong several times. Try again later.',
  },
  latest: 'Latest files',
  downloadFailed: 'The file could not be downloaded. Try again.',
};
