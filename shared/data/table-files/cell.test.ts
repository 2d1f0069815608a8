import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fractionDigits } from '#contract/currency.ts';
import { cellsOf, headersOf } from './cell.ts';
import type { ExportColumn, ExportKind, ExportValue } from './column.ts';
import { columns, headers } from './export-under-test.ts';
import '../../../tests/seeded.ts';

const money: ExportColumn = { key: 'x', header: 'X', kind: 'money', currencyHeader: 'Y' };
const cellsWith = (column: ExportColumn, x: ExportValue | undefined) => cellsOf([column], { x });
const kind = (name: ExportKind): ExportColumn => ({ key: 'x', header: 'X', kind: name });

test('a row has a cell for each header', () => {
  expect(headersOf(columns)).toEqual(headers);
  expect(cellsOf(columns, {})).toEqual(headers.map(() => undefined));
});

test.each([
  [1_250, 'USD', '12.50', 2],
  [5, 'USD', '0.05', 2],
  [-5, 'USD', '-0.05', 2],
  [1_250, 'JPY', '1250', 0],
  [1_250, 'KWD', '1.250', 3],
  [1, 'CLF', '0.0001', 4],
  [Number.MAX_SAFE_INTEGER, 'COP', '90071992547409.91', 2],
])('%d minor units of %s are %s', (amountMinor, currency, text, decimals) => {
  expect(cellsWith(money, { amountMinor, currency })).toEqual([
    { kind: 'amount', text, decimals },
    { kind: 'text', text: currency },
  ]);
});

test('a price has all of its decimals', () => {
  const price = { amountMinor: 1, amount: '0.0125', currency: 'USD' };
  expect(cellsWith(money, price)).toEqual([
    { kind: 'amount', text: '0.0125', decimals: 4 },
    { kind: 'text', text: 'USD' },
  ]);
});

test('no digit of an amount changes', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'), (amountMinor, currency) => {
      const [cell] = cellsWith(money, { amountMinor, currency }) as { text: string }[];
      expect(cell!.text.split('.')[1]?.length ?? 0).toBe(fractionDigits(currency));
      expect(Number(cell!.text.replace('.', ''))).toBe(amountMinor === 0 ? 0 : amountMinor);
    }),
  );
});

test('a value that does not fit its column is written as text', () => {
  expect(cellsWith(kind('integer'), 'many')).toEqual([{ kind: 'text', text: 'many' }]);
  expect(cellsWith(kind('date'), 5)).toEqual([{ kind: 'text', text: '5' }]);
  expect(cellsWith(kind('text'), true)).toEqual([{ kind: 'text', text: 'true' }]);
  expect(cellsWith(kind('text'), { amountMinor: 5, currency: 'USD' })).toEqual([
    { kind: 'text', text: '0.05 USD' },
  ]);
  expect(cellsWith(money, 'a lot')).toEqual([{ kind: 'text', text: 'a lot' }, undefined]);
});

test.each(['', [], undefined, Number.NaN, Number.POSITIVE_INFINITY])('%j is an empty cell', (value) => {
  expect(cellsWith(kind('number'), value)).toEqual([undefined]);
});

test('a column whose key is a property of every object is empty', () => {
  expect(cellsOf([{ key: 'constructor', header: 'X', kind: 'text' }], {})).toEqual([undefined]);
});
