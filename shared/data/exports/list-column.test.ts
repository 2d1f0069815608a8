import { expect, test } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import type { CustomField } from '#contract/custom-field.ts';
import { currencyHeaders } from '../imports/header-words.ts';
import { leadRecords } from '../records/lead.ts';
import { fold } from '../values/search-terms.ts';
import { listedColumns } from './list-column.ts';

const size: CustomField = { key: 'size', label: 'Size of the plot', kind: 'number' };
const settings = { pipelines: [], leadStatuses: [], leadSources: [] } as never;
const subject = {
  definition: leadRecords,
  columns: columnsOf(leadRecords.type, [size], settings),
} as never;
const columnsFor = (language: 'en' | 'es', ...fields: string[]) =>
  listedColumns(
    subject,
    [size],
    fields.map((field) => ({ field })),
    language,
  );

test('every heading above currencies is different, and an import recognizes the first one', () => {
  for (const language of ['en', 'es'] as const) {
    const columns = columnsFor(language, 'estimatedValue', 'budgetMin', 'budgetMax') ?? [];
    const headers = columns.map(({ exported }) =>
      'currencyHeader' in exported ? exported.currencyHeader : '',
    );
    expect(new Set(headers).size).toBe(3);
    expect(headers.map((header) => currencyHeaders.has(fold(header)))).toEqual([true, false, false]);
  }
});

test('no heading above currencies is that of another column', () => {
  const chosen = [{ field: 'score', header: 'Currency' }, { field: 'budgetMin' }];
  const [, budget] = listedColumns(subject, [size], chosen, 'en') ?? [];
  expect(budget?.exported).toMatchObject({ currencyHeader: 'Currency (budgetMin)' });
});

test('a custom field is headed by its label, and other columns by their names unless chosen otherwise', () => {
  const headers = columnsFor('en', 'custom.size', 'score')?.map(({ exported: { header, kind } }) => [
    header,
    kind,
  ]);
  expect(headers).toEqual([
    ['Size of the plot', 'number'],
    ['score', 'integer'],
  ]);
});

test('columns that don’t exist any more are not left out silently', () => {
  expect(columnsFor('en', 'email', 'custom.former')).toBeUndefined();
});
