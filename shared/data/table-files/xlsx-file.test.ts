import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { ExportColumn, ExportRow } from './column.ts';
import { asInSheet, bytesOf, columns, headers, meaningOf, row } from './export-under-test.ts';
import { elementsOf, sheetCells } from './sheet-under-test.ts';
import { unzip } from './unzip-under-test.ts';
import { xlsxFile, type XlsxOptions } from './xlsx-file.ts';
import '../../../tests/seeded.ts';

const options = { sheetName: 'Contacts', timeZone: 'UTC' };
const written = (rows: ExportRow[], rest: Partial<XlsxOptions> = {}) =>
  bytesOf(xlsxFile(columns, rows, { ...options, ...rest }));
const partsOf = async (rows: ExportRow[], rest?: Partial<XlsxOptions>) => unzip(await written(rows, rest));
const cellsOf = async (rows: ExportRow[], rest?: Partial<XlsxOptions>) =>
  sheetCells((await partsOf(rows, rest))['xl/worksheets/sheet1.xml']!);
const named = (name: string): ExportRow => ({ name });

test('what is written is read back by an independent reader, with the types of the columns', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (rows) => {
      const [head, ...read] = await readSheet(await written(rows), { trim: false });
      const expected = rows.map((values) => meaningOf(values).map(asRead));
      // The reader leaves out empty rows at the end.
      while (expected.at(-1)?.every((value) => value === null)) expected.pop();
      expect(head).toEqual(headers);
      expect(read.map((cells) => cells.map((cell) => (cell instanceof Date ? seconds(cell) : cell)))).toEqual(
        expected,
      );
    }),
  );
});

/** Times are fractions of days, which the reader converts to one millisecond more or less. */
const seconds = (time: Date): number => Math.round(time.getTime() / 1_000);

function asRead(value: unknown, index: number) {
  if (value === undefined) return null;
  if (index === 5 || index === 6) return seconds(new Date(value as string));
  return typeof value === 'string' ? asInSheet(value) : value;
}

describe('cells', () => {
  test('have the type and the format of their column', async () => {
    const value = { amountMinor: 1_250, currency: 'KWD' };
    const cells = await cellsOf([
      {
        name: 'Ana',
        rate: 0.5,
        count: 3,
        value,
        dueOn: '2026-03-31',
        createdAt: '2026-03-31T12:00:00.000Z',
        isVip: false,
        tags: ['a', 'b'],
      },
    ]);
    const formats = [
      '@',
      'General',
      '0',
      '#,##0.000',
      '@',
      'yyyy-mm-dd',
      'yyyy-mm-dd hh:mm:ss',
      'General',
      '@',
    ];
    const texts = ['Ana', '0.5', '3', '1.250', 'KWD', '46112', '46112.5', '0', 'a; b'];
    const types = ['inlineStr', 'n', 'n', 'n', 'inlineStr', 'n', 'n', 'b', 'inlineStr'];
    const formatOf = await formatsByStyle();
    const second = Object.entries(cells).filter(([reference]) => reference.endsWith('2'));
    expect(second.map(([reference]) => reference)).toEqual([...'ABCDEFGHI'].map((letter) => `${letter}2`));
    expect(second.map(([, cell]) => cell.text)).toEqual(texts);
    expect(second.map(([, cell]) => cell.type)).toEqual(types);
    expect(second.map(([, cell]) => formatOf(cell.style))).toEqual(formats);
  });

  test.each([
    ['JPY', '#,##0'],
    ['USD', '#,##0.00'],
    ['KWD', '#,##0.000'],
    ['CLF', '#,##0.0000'],
  ])('of money show the decimals of %s', async (currency, format) => {
    const cells = await cellsOf([{ value: { amountMinor: 1, currency } }]);
    expect((await formatsByStyle())(cells.D2!.style)).toBe(format);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(1)', '{=1}', '1', 'TRUE', '2026-03-31'])(
    'with the text %j are texts, also when they are edited',
    async (name) => {
      const { A2 } = await cellsOf([named(name)]);
      expect(A2).toMatchObject({ type: 'inlineStr', text: name });
      expect((await formatsByStyle())(A2!.style)).toBe('@');
    },
  );

  test('of timestamps have the local time', async () => {
    const rows = [{ createdAt: '2026-03-31T02:00:00.000Z' }];
    expect((await cellsOf(rows, { timeZone: 'America/Bogota' })).G2!.text).toBe('46111.875');
  });

  test('that spreadsheets read differently, or not as a date, are texts', async () => {
    const rows = [
      { dueOn: '1900-02-28', createdAt: '1900-01-01T00:00:00.000Z' },
      { dueOn: 'soon', createdAt: '5' },
    ];
    const cells = await cellsOf(rows);
    expect(['F2', 'G2', 'F3', 'G3'].map((reference) => cells[reference])).toMatchObject([
      { type: 'inlineStr', text: '1900-02-28' },
      { type: 'inlineStr', text: '1900-01-01T00:00:00.000Z' },
      { type: 'inlineStr', text: 'soon' },
      { type: 'inlineStr', text: '5' },
    ]);
    expect((await cellsOf([{ dueOn: '1900-03-01' }])).F2).toMatchObject({ type: 'n', text: '61' });
  });

  test('with too long texts are cut and reported, and all others are not', async () => {
    const cut: unknown[] = [];
    const rows = [named('a'.repeat(32_767)), named('b'.repeat(32_768))];
    const cells = await cellsOf(rows, { onCut: (cell) => cut.push(cell) });
    expect(cells.A2!.text).toBe(rows[0]!.name);
    expect(cells.A3!.text).toHaveLength(32_767);
    expect(cut).toEqual([{ row: 3, header: 'Name' }]);
  });
});

/** The number format of a style by its index. */
async function formatsByStyle(): Promise<(style: string) => string | undefined> {
  const elements = elementsOf((await partsOf([]))['xl/styles.xml']!);
  const builtIn = { 0: 'General', 1: '0', 3: '#,##0', 4: '#,##0.00', 49: '@' };
  const own = elements
    .filter(({ name }) => name === 'numFmt')
    .map(({ attributes }) => [attributes.numFmtId, attributes.formatCode]);
  const formats: Record<string, string> = { ...builtIn, ...Object.fromEntries(own) };
  const styles = elements.filter(({ name }) => name === 'xf').slice(1);
  return (style) => formats[styles[Number(style)]!.attributes.numFmtId!];
}

describe('a sheet', () => {
  test('has a bold header that stays visible, and filters for all rows', async () => {
    const parts = await partsOf([named('a'), named('b')]);
    const sheet = elementsOf(parts['xl/worksheets/sheet1.xml']!);
    const attributesOf = (name: string) => sheet.find((element) => element.name === name)!.attributes;
    expect(attributesOf('pane')).toMatchObject({ ySplit: '1', topLeftCell: 'A2', state: 'frozen' });
    expect(attributesOf('autoFilter')).toEqual({ ref: 'A1:I3' });
    expect(parts['xl/workbook.xml']).toContain("'Contacts'!$A$1:$I$3");
    const styles = elementsOf(parts['xl/styles.xml']!);
    const { A1, A2 } = sheetCells(parts['xl/worksheets/sheet1.xml']!);
    const fontOf = (style: string) =>
      styles.filter(({ name }) => name === 'xf')[Number(style) + 1]!.attributes.fontId;
    const bold = styles.filter(({ name }) => ['font', 'b'].includes(name)).map(({ name }) => name);
    expect(bold).toEqual(['font', 'font', 'b']);
    expect([fontOf(A1!.style), fontOf(A2!.style)]).toEqual(['1', '0']);
  });

  test('has the widths of its columns', async () => {
    const narrow: ExportColumn[] = [
      { key: 'a', header: 'A', kind: 'text', widthCharacters: 7 },
      { key: 'b', header: 'B', kind: 'text', widthCharacters: 999 },
      { key: 'c', header: 'C', kind: 'money', currencyHeader: 'D' },
    ];
    const { 'xl/worksheets/sheet1.xml': sheet } = await unzip(await bytesOf(xlsxFile(narrow, [], options)));
    const widths = elementsOf(sheet!).filter(({ name }) => name === 'col');
    expect(widths.map(({ attributes }) => [attributes.min, attributes.width])).toEqual([
      ['1', '7'],
      ['2', '255'],
      ['3', '16'],
      ['4', '10'],
    ]);
  });

  test.each([
    ['Sales: "A/B" & <C>', 'Sales  "A B" & <C>'],
    ["'quoted'", 'quoted'],
    ['x'.repeat(40), 'x'.repeat(31)],
    ['[]', 'Sheet1'],
  ])('named %j is called %j', async (sheetName, expected) => {
    const workbook = elementsOf((await partsOf([], { sheetName }))['xl/workbook.xml']!);
    expect(workbook.find(({ name }) => name === 'sheet')!.attributes.name).toBe(expected);
  });

  test('has at least one column and no more than a spreadsheet can have', async () => {
    const many = (length: number): ExportColumn[] =>
      Array.from({ length }, (_, index) => ({ key: `k${index}`, header: `H${index}`, kind: 'text' }));
    const file = async (length: number) => bytesOf(xlsxFile(many(length), [], options));
    await expect(file(0)).rejects.toThrow('1 to 16384 columns');
    await expect(file(16_385)).rejects.toThrow('1 to 16384 columns');
    const { 'xl/worksheets/sheet1.xml': sheet } = await unzip(await file(16_384));
    expect(Object.keys(sheetCells(sheet!)).at(-1)).toBe('XFD1');
  });
});

test('equal rows make equal files', async () => {
  const rows = [{ ...named('a'), createdAt: '2026-03-31T02:00:00.000Z' }];
  expect(await written(rows)).toEqual(await written(rows));
});
