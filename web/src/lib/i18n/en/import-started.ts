import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const list = listIn('en');

/** After the start of an import. */
export const started = {
  created: 'Created',
  updated: 'Updated',
  failed: 'Not imported',
  skipped: 'Left out',
  refused: 'Refused',
  related: 'Also created',
  pace: (count: number) => plural(count, { one: '# row a second', other: '# rows a second' }),
  toRecords: (many: string) => `View ${many}`,
  gone: 'The details of this import are no longer available',
  next: 'Import another file',
  fieldsStay: (fields: readonly string[]) =>
    fields.length === 1
      ? `The custom field ${list(fields)} stays. You can retire it in Settings.`
      : `The custom fields ${list(fields)} stay. You can retire them in Settings.`,
  tagsStay: (count: number, names: readonly string[]) =>
    names.length === 0
      ? plural(count, { other: '# new tags stay. You can delete them in Settings.' })
      : names.length === 1
        ? `The tag ${list(names)} stays. You can delete it in Settings.`
        : `The tags ${list(names)} stay. You can delete them in Settings.`,
};
