import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutFormulaGuard, type CsvSeparator } from '#contract/csv-row.ts';
import type { ExportColumn } from './column.ts';
import { readDecimal } from '../imports/cell-numbers.ts';
import { csvFile } from './csv-file.ts';
import { bytesOf, columns, headers, meaningOf, row } from './export-under-test.ts';
import '../../../tests/seeded.ts';

const textOf = async (...file: Parameters<typeof csvFile>) => (await bytesOf(csvFile(...file))).toString();

test('a file has a byte order mark, a header, and the values of each row in machine form', async () => {
  const value = { amountMinor: 1_250, currency: 'USD' };
  const rows = [
    { name: 'Gómez, "Lu"', rate: -0.5, count: 3, value, dueOn: '2026-03-31', isVip: true, tags: ['a', 'b'] },
    { createdAt: '2026-03-31T09:30:00.000Z', isVip: false },
  ];
  expect(await textOf(columns, rows)).toBe(
    [
      '\uFEFFName,Rate,Count,Value,Currency,Due,Created,VIP,Tags',
      '"Gómez, ""Lu""",-0.5,3,12.50,USD,2026-03-31,,true,"a; b"',
      ',,,,,,2026-03-31T09:30:00.000Z,false,',
      '',
    ].join('\r\n'),
  );
});

test.each([',', ';'] as CsvSeparator[])('what is written with %j is read back', async (separator) => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (rows) => {
      const read: string[][] = parse(await textOf(columns, rows, { separator }), {
        bom: true,
        delimiter: separator,
        record_delimiter: '\r\n',
      });
      const expected = rows.map((values) =>
        // UTF-8 can't contain halves of characters.
        meaningOf(values).map((value) => (typeof value === 'string' ? value.toWellFormed() : value)),
      );
      expect(read[0]).toEqual(headers);
      expect(read.slice(1).map(valuesOf)).toEqual(expected);
    }),
  );
});

/** Converts a row as an import would, by the kinds of its columns. */
function valuesOf(cells: string[]) {
  return cells.map((cell, index) => {
    if (cell === '') return undefined;
    if ([1, 2, 3].includes(index)) return Number(cell);
    return index === 7 ? cell === 'true' : withoutFormulaGuard(cell);
  });
}

test('a header that could be a formula is guarded', async () => {
  const column: ExportColumn = { key: 'x', header: '=1+1', kind: 'text' };
  expect(await textOf([column], [])).toBe("\uFEFF'=1+1\r\n");
});

test('with a decimal comma, numbers and amounts have one, texts don’t change, and no number looks like thousands', async () => {
  const value = { amountMinor: -1_250, currency: 'COP' };
  const rows = [{ name: '1.5', rate: 0.125, count: 1_000, value, dueOn: '2026-03-31' }, { rate: 1234.5 }];
  const text = await textOf(columns, rows, { separator: ';', decimalMark: ',' });
  expect(text.split('\r\n').slice(1, 3)).toEqual([
    '1.5;"0,1250";1000;"-12,50";COP;2026-03-31;;;',
    ';"1234,5";;;;;;;',
  ]);
});

test('an import reads numbers and amounts with a decimal comma exactly, and takes none for thousands', async () => {
  const amount = fc.integer({ min: -1e9, max: 1e9 });
  const decimal = fc.integer({ min: -1e7, max: 1e7 }).map((scaled) => scaled / 1_000);
  await fc.assert(
    fc.asyncProperty(decimal, amount, async (rate, amountMinor) => {
      const rows = [{ rate, value: { amountMinor, currency: 'COP' } }];
      const text = await textOf(columns, rows, { separator: ';', decimalMark: ',' });
      const [, cells = []]: string[][] = parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n' });
      const [, rateText = '', , valueText = ''] = cells;
      expect(readDecimal(rateText, ',')).toEqual({ value: rate === 0 ? 0 : rate });
      expect(readDecimal(valueText, ',')).toEqual({ value: amountMinor === 0 ? 0 : amountMinor / 100 });
      for (const cell of [rateText, valueText].filter((one) => one.includes(',')))
        expect(readDecimal(cell, '.')).toHaveProperty('problem');
    }),
  );
});
