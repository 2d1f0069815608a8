import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRow, withFormulaGuard, withoutFormulaGuard } from './csv-row.ts';
import '../../tests/seeded.ts';

const spreadsheetText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      "'",
      '"',
      ' ',
      '\t',
      '\r',
      '\n',
      '\0',
      '1',
      ',',
      ';',
      'a',
    ),
    maxLength: 8,
  }),
);

test.each([
  '=HYPERLINK("https://evil.example")',
  '+1-1',
  '-2+3',
  '@SUM(1;2)',
  '＝cmd',
  '＋1＋1',
  '－1－1',
  '＠SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '"=1',
  '\'"=1',
  '-',
  '+57 300 123 4567 ext. 5',
  '+573001234567; =1',
  '-0x10',
])('%j is guarded by an apostrophe', (text) => {
  expect(withFormulaGuard(text)).toBe(`'${text}`);
});

test.each(['-12.5', '-1e-7', '+573001234567', '+573001234567; +573007654321', 'a=b', '2026-03-31', "O'Hara"])(
  '%j is not changed',
  (text) => {
    expect(withFormulaGuard(text)).toBe(text);
  },
);

test('no guarded text begins like a formula, unless it is a number or phone numbers', () => {
  fc.assert(
    fc.property(spreadsheetText, (text) => {
      const guarded = withFormulaGuard(text);
      if (!/^[+-][\d.e+;\s-]*$/.test(guarded))
        expect(guarded).not.toMatch(/^["\s\0]*[=+\-@＝＋－＠\t\r\n\0]/);
    }),
  );
});

test('removing the guard restores any text, with or without an apostrophe of its own', () => {
  fc.assert(
    fc.property(spreadsheetText, (text) => {
      expect(withoutFormulaGuard(withFormulaGuard(text))).toBe(text);
    }),
  );
});

test('the guard that other programs put before numbers is removed as well', () => {
  expect(withoutFormulaGuard("'+573001234567")).toBe('+573001234567');
  expect(withoutFormulaGuard("'-12.5")).toBe('-12.5');
  expect(withoutFormulaGuard("'t Hooft")).toBe("'t Hooft");
});

test.each([',', ';'] as const)('a CSV reader returns the texts of rows separated by %s', (separator) => {
  const row = fc.array(spreadsheetText, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      const file = rows.map((texts) => csvRow(texts, separator)).join('');
      const read: string[][] = parse(file, { delimiter: separator, record_delimiter: '\r\n' });
      expect(read.map((texts) => texts.map(withoutFormulaGuard))).toEqual(rows);
    }),
  );
});

test('a row that consists of one empty cell is not a blank line', () => {
  expect(csvRow([''])).toBe('""\r\n');
});
