import { expect, test } from 'vitest';
import {
  cellsIn,
  partsOf,
  rowsIn,
  textRows,
  xlsxOf,
  zipOf,
  type WorkbookUnderTest,
} from './file-under-test.ts';

const header = textRows([['A', 'B', 'C', 'D']]);

/** The cells of the second row of a sheet. */
async function cellsOf(cells: string, workbook: Omit<WorkbookUnderTest, 'sheets'> = {}) {
  const [, row] = await cellsIn(xlsxOf({ sheets: { One: `${header}<row>${cells}</row>` }, ...workbook }));
  return row;
}

test('texts are read whether shared, inline or of a formula', async () => {
  const cells =
    '<c t="s"><v>1</v></c><c t="inlineStr"><is><t>in &amp; out</t></is></c><c t="str"><f>A1&amp;"x"</f><v>ax</v></c>';
  const strings = ['<t>first</t>', '<t xml:space="preserve"> second </t>'];
  expect(await cellsOf(cells, { strings })).toEqual([' second ', 'in & out', 'ax', '']);
});

test('the runs of a rich text are joined, without its phonetic text', async () => {
  const rich =
    '<r><rPr><b/></rPr><t>To</t></r><r><t>kyo</t></r><rPh sb="0" eb="1"><t>とう</t></rPh><phoneticPr/>';
  const cells = `<c t="s"><v>0</v></c><c t="inlineStr"><is>${rich}</is></c>`;
  expect(await cellsOf(cells, { strings: [rich] })).toEqual(['Tokyo', 'Tokyo', '', '']);
});

test('escaped characters are unescaped once, and NUL is left out', async () => {
  const text = 'a_x000D_\nb_x005F_x0041_c_x0000_';
  const cells = `<c t="s"><v>0</v></c><c t="inlineStr"><is><t>${text}</t></is></c><c t="str"><v>${text}</v></c>`;
  const read = 'a\r\nb_x0041_c';
  expect(await cellsOf(cells, { strings: [`<t>${text}</t>`] })).toEqual([read, read, read, '']);
});

test('shared texts of all lengths and scripts are kept apart', async () => {
  const texts = Array.from({ length: 3000 }, (_, index) => `${'añ字😀'.repeat(index % 40)}${index}`);
  const rows = texts.map((_, index) => `<row><c t="s"><v>${index}</v></c></row>`);
  const strings = texts.map((text) => `<t>${text}</t>`);
  expect((await cellsIn(xlsxOf({ sheets: { One: rows.join('') }, strings }))).flat()).toEqual(texts);
});

test('numbers, booleans and errors have their own types', async () => {
  const cells = '<c><v>-1.5E-3</v></c><c t="n"><v>42</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c>';
  expect(await cellsOf(cells)).toEqual([-0.0015, 42, true, false]);
  expect(await cellsOf('<c t="e"><v>#N/A</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>')).toEqual([
    { error: '#N/A' },
    { error: '#DIV/0!' },
    '',
    '',
  ]);
});

test('a number has the 15 digits that Excel shows', async () => {
  expect(await cellsOf('<c><v>0.30000000000000004</v></c><c><v>123456789012345</v></c>')).toEqual([
    0.3,
    123_456_789_012_345,
    '',
    '',
  ]);
});

test('a formula has its stored value', async () => {
  expect(
    await cellsOf('<c><f>SUM(A1:A9)</f><v>45</v></c><c t="str"><f>""</f><v></v></c><c><f>B1</f></c>'),
  ).toEqual([45, '', { error: '' }, '']);
});

test('a number with the format of a date is a date', async () => {
  const formats = ['General', 14, 'dd/mm/yyyy hh:mm', 'h:mm'];
  const cells = [0, 1, 2, 3].map((style) => `<c s="${style}"><v>${style === 3 ? 0.5 : 45_292.5}</v></c>`);
  expect(await cellsOf(cells.join(''), { formats })).toEqual([
    45_292.5,
    { date: '2024-01-01T12:00:00' },
    { date: '2024-01-01T12:00:00' },
    '12:00:00',
  ]);
});

test('a number with the format of a percentage is what the cell shows, without the sign', async () => {
  const cells = [0.25, 0.07, 1.5].map((value, style) => `<c s="${style}"><v>${value}</v></c>`);
  expect(await cellsOf(cells.join(''), { formats: [9, 10, '0.0%'] })).toEqual([25, 7, 150, '']);
});

test('the formats of named styles are not those of cells', async () => {
  // The workbook under test has a named style 0 with the format of a date.
  expect(await cellsOf('<c s="0"><v>45292</v></c>', { formats: ['0'] })).toEqual([45_292, '', '', '']);
});

test('a workbook of the 1904 system has its dates', async () => {
  expect(await cellsOf('<c s="0"><v>43830</v></c>', { formats: [14], uses1904: true })).toEqual([
    { date: '2024-01-01' },
    '',
    '',
    '',
  ]);
});

test('a date in ISO 8601 is a date without offset', async () => {
  const texts = ['2024-01-31', '2024-01-31T10:20:30', '2024-01-31T10:20:30.500Z', 'T10:20'];
  expect(await cellsOf(texts.map((text) => `<c t="d"><v>${text}</v></c>`).join(''))).toEqual([
    { date: '2024-01-31' },
    { date: '2024-01-31T10:20:30' },
    { date: '2024-01-31T10:20:30' },
    'T10:20',
  ]);
});

test('cells and rows are where their references say', async () => {
  const sheet =
    '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row>' +
    '<row><c r="A7"><v>3</v></c></row>' +
    '<row><c><v>4</v></c><c r="C8"><v>5</v></c><c><v>6</v></c></row>';
  expect(await rowsIn(xlsxOf({ sheets: { One: sheet } }))).toEqual([
    { number: 3, cells: ['', 1, '', 2] },
    { number: 7, cells: [3, '', '', ''] },
    { number: 8, cells: [4, '', 5, 6] },
  ]);
});

test('columns after Z are counted', async () => {
  const sheet = `${header}<row r="2"><c r="AA2"><v>27</v></c><c r="SF2"><v>500</v></c></row>`;
  const [, row] = await cellsIn(xlsxOf({ sheets: { One: sheet } }));
  expect([row?.length, row?.[26], row?.[499]]).toEqual([500, 27, 500]);
});

test('empty cells with a format count neither as columns nor as rows', async () => {
  const styled = (row: number) => `<row r="${row}"><c r="A${row}" s="0"/><c r="XFD${row}" s="0"/></row>`;
  const sheet = `${textRows([['A'], ['1']])}${styled(3)}${styled(9)}`;
  expect(await rowsIn(xlsxOf({ sheets: { One: sheet } }))).toEqual([
    { number: 1, cells: ['A'] },
    { number: 2, cells: ['1'] },
  ]);
});

test('merged cells have their value in the first one of each row', async () => {
  const sheet =
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>' +
    '<row r="2"><c r="A2"><v>3</v></c><c r="B2"/></row><row r="3"><c r="A3"/><c r="B3"><v>4</v></c></row>';
  const parts = partsOf({ sheets: { One: sheet } });
  const name = 'xl/worksheets/sheet1.xml';
  const merges = '<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>';
  parts[name] = (parts[name] as string).replace('</sheetData>', `</sheetData>${merges}`);
  expect(await cellsIn(zipOf(parts))).toEqual([
    [1, 2],
    [3, ''],
    [3, 4],
  ]);
});

test('strict files and files with prefixes are read alike', async () => {
  const sheets = {
    One: textRows([
      ['A', 'B'],
      ['1', '2'],
    ]),
  };
  const expected = await cellsIn(xlsxOf({ sheets }));
  expect(expected).toEqual([
    ['A', 'B'],
    ['1', '2'],
  ]);
  for (const variant of [{ isStrict: true }, { prefix: 'x' }, { isStrict: true, prefix: 'ns0' }]) {
    expect(await cellsIn(xlsxOf({ sheets, strings: ['<t>s</t>'], formats: [14], ...variant }))).toEqual(
      expected,
    );
  }
});

test('parts in UTF-16 are read', async () => {
  const parts = partsOf({ sheets: { One: textRows([['Ñ'], ['1']]) } });
  const name = 'xl/worksheets/sheet1.xml';
  parts[name] = Buffer.from(`\ufeff${parts[name] as string}`, 'utf16le');
  expect(await cellsIn(zipOf(parts))).toEqual([['Ñ'], ['1']]);
});

test('text between cells belongs to none', async () => {
  expect(await cellsOf(' <c> <v>1</v> </c> x <c t="inlineStr"> <is> <t>a</t> </is> </c> ')).toEqual([
    1,
    'a',
    '',
    '',
  ]);
});
