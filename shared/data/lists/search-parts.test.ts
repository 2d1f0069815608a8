import { expect, test } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import { invoice } from '#contract/records/invoice.ts';
import { defaultLists } from '../organization/presets/default-lists.ts';
import { ListDatabase } from './list-database.ts';
import { matches } from './matches.ts';
import type { Test } from './predicate.ts';
import { partsMax, searchParts } from './search-parts.ts';
import type { Selection } from './selection.ts';

const settings = { ...defaultLists('en'), currency: 'EUR' } as never;
const columns = columnsOf(invoice, [], settings);
const total = columns.get('total')!;
const customerId = columns.get('customerId')!;
const amounts = [
  ['a', 121_000, 'EUR'],
  ['b', 1_210, 'JPY'],
  ['c', 1_210_000, 'KWD'],
  ['d', 1_210, 'USD'],
  ['e', 12_100_000, 'CLF'],
  ['f', 121_001, 'EUR'],
] as const;
const records = amounts.map(([id, amountMinor, currency]) => ({
  id,
  source: { total: { amountMinor, currency }, customerId: `customer-${id}` },
  body: '{}',
  searchText: `f2026 000${id}`,
}));

const database = ListDatabase.create([...columns.values()]);
database.put(records);
const found = (selection: Omit<Selection, 'reach'>): string[] =>
  database
    .answer({ reach: 'all', ...selection, sorts: [], limit: 10 })
    .rows.map(({ id }) => id)
    .toSorted();
const idsOf = (words: readonly string[], column: typeof total, condition: Test): string[] =>
  found({ parts: [{ words, or: { column, test: condition, isInverted: false } }] });

const manyIds = Array.from({ length: 40_000 }, (_, at) => `customer-${at.toString(36)}`);

test.each<[string, typeof total, Test, string]>([
  ['an amount of any currency by its decimals', total, { amounts: [1210] }, 'abce'],
  ['one of two amounts', total, { amounts: [12.1, 1210.01] }, 'df'],
  ['no amount', total, { amounts: [7] }, ''],
  ['one of very many ids', customerId, { anyOf: manyIds }, 'abcdef'],
])('a part of a search finds %s, as the check of a single record does', (_, column, condition, expected) => {
  expect(idsOf(['absent'], column, condition).join('')).toBe(expected);
  const predicate = { column, test: condition, isInverted: false };
  const checked = records.filter(({ source }) => matches(predicate, source)).map(({ id }) => id);
  expect(checked.join('')).toBe(expected);
});

test('a part of a search finds records by words or by the condition, and every part must match', () => {
  expect(idsOf(['f2026', '000f'], total, { amounts: [1210] }).join('')).toBe('abcef');
  const both = found({
    words: ['000b'],
    parts: [{ words: ['absent'], or: { column: total, test: { amounts: [1210] }, isInverted: false } }],
  });
  expect(both).toEqual(['b']);
});

test('a search has each part once, and what follows its first parts is one part', () => {
  const typed = (q: string): string[] => searchParts(q).map(({ text }) => text);
  expect(typed('Küchen & kuchen 1.210,00')).toEqual(['Küchen', '1.210,00']);
  const names = Array.from({ length: 33 }, (_, at) => `n${at}`);
  expect(typed(names.slice(0, partsMax).join(' '))).toEqual(names.slice(0, partsMax));
  const [rest, ...first] = searchParts(names.join('  ')).toReversed();
  expect(first.map(({ text }) => text).toReversed()).toEqual(names.slice(0, partsMax - 1));
  expect(rest?.words).toEqual(names.slice(partsMax - 1));
});
