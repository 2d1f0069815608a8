import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { ImportTypeName } from '#contract/import-types.ts';
import { fieldsOf } from './fields-under-test.ts';
import { guessMapping } from './guess-mapping.ts';
import { spain } from './readings-under-test.ts';

const folder = path.join(import.meta.dirname, '../../../tests/fixtures/imports');

/** The fields that a file's columns fill, by header, with the label and the qualifying column of those that have one. */
function mappingOf(file: string, recordType: ImportTypeName): Record<string, string> {
  const text = readFileSync(path.join(folder, `${file}.csv`), 'utf8');
  const delimiter = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
  const [headers = [], ...rows]: string[][] = parse(text, { delimiter });
  const guesses = guessMapping({
    recordType,
    headers,
    samples: headers.map((_, column) => rows.map((row) => row[column] ?? '')),
    fields: fieldsOf(recordType),
    reading: spain,
  });
  return Object.fromEntries(
    guesses.flatMap(({ field, confidence, label, qualifiedBy }, column) => {
      if (field === undefined) return [];
      const parts = [
        field,
        confidence === 'content' ? 'by content' : '',
        label,
        qualifiedBy === undefined ? undefined : `(${headers[qualifiedBy]})`,
      ];
      return [[headers[column], parts.filter(Boolean).join(' ')]];
    }),
  );
}

/** For each file, its record type and the fields of its columns; columns that aren't listed fill none. */
const files = JSON.parse(readFileSync(path.join(folder, 'mappings.json'), 'utf8')) as Record<
  string,
  { recordType: ImportTypeName; columns: Record<string, string> }
>;

test.each(Object.entries(files))(
  'the columns of %s fill the fields that they are about, and no others',
  (file, { recordType, columns }) => expect(mappingOf(file, recordType)).toEqual(columns),
);

test('every file has its expected columns', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  expect(names.toSorted()).toEqual(
    Object.keys(files)
      .map((file) => `${file}.csv`)
      .toSorted(),
  );
});
