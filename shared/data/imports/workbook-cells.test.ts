import { describe, expect, test } from 'vitest';
import type { Field } from '#contract/field.ts';
import { recordTypes } from '#contract/record-types.ts';
import { cellsIn, partsOf, textRows, xlsxOf, zipOf, type WorkbookUnderTest } from './file-under-test.ts';
import { problemOf, usa, valueOf } from './readings-under-test.ts';
import { unguarded } from './read-row.ts';
import type { Cell } from './cell.ts';

const fields = {
  name: recordTypes.customer.fields.name,
  email: recordTypes.contact.fields.email,
  phones: recordTypes.contact.fields.phones,
  value: recordTypes.deal.fields.value,
  date: recordTypes.deal.fields.expectedCloseDate,
  customer: recordTypes.contact.fields.customerId,
} satisfies Record<string, Field>;

const header = textRows([['A', 'B', 'C', 'D']]);

/** The cells of the row below the header. */
async function cellsOf(cells: string, workbook: Omit<WorkbookUnderTest, 'sheets'> = {}): Promise<Cell[]> {
  const [, row] = await cellsIn(xlsxOf({ sheets: { One: `${header}<row>${cells}</row>` }, ...workbook }));
  return row!.map(unguarded);
}

/** The cell of a number with a format. */
async function numberWith(format: string, value: string): Promise<Cell> {
  const code = format.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return (await cellsOf(`<c s="0"><v>${value}</v></c>`, { formats: [code] }))[0]!;
}

describe('an amount', () => {
  test.each([
    ['#,##0.00 "€"', 'EUR'],
    ['#,##0.00 [$€-407]', 'EUR'],
    ['_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-;_-* "-"?? "€"_-;_-@_-', 'EUR'],
    ['[$$-409]#,##0.00', 'USD'],
    ['[$USD] #,##0.00', 'USD'],
    ['[$$-80A]#,##0.00', 'MXN'],
    ['[$$-240A]\\ #,##0', 'COP'],
    ['"US$" #,##0.00', 'USD'],
    ['[$£-809]#,##0.00', 'GBP'],
    ['#,##0.00\\ [$CHF-807]', 'CHF'],
    ['#,##0.00', 'EUR'],
    ['[$-409]#,##0.00', 'EUR'],
    ['General', 'EUR'],
  ])('with the format %s is in %s in a file of euros', async (format, currency) => {
    const cell = await numberWith(format, '1234.5');
    expect(valueOf(fields.value, cell)).toEqual({ amountMinor: 123_450, currency });
  });

  test('keeps the currency of its own cell', async () => {
    const formats = ['#,##0.00 &quot;€&quot;', '[$$-409]#,##0.00'];
    const [one, other] = await cellsOf('<c s="0"><v>10</v></c><c s="1"><v>20</v></c>', { formats });
    expect([valueOf(fields.value, one!, usa), valueOf(fields.value, other!, usa)]).toEqual([
      { amountMinor: 1_000, currency: 'EUR' },
      { amountMinor: 2_000, currency: 'USD' },
    ]);
  });
});

describe('a cell with an error', () => {
  const all = Object.values<Field>(fields);

  test.each(['#N/A', '#REF!', '#DIV/0!', '#VALUE!', '#NAME?'])(
    '%s is a problem in every kind of field',
    async (error) => {
      const [inWorkbook] = await cellsOf(`<c t="e"><v>${error}</v></c>`);
      for (const field of all)
        for (const cell of [inWorkbook!, error]) expect(problemOf(field, cell)).toBe('error_in_cell');
    },
  );

  test('of a formula without a result is a problem in every kind of field', async () => {
    const [cell, empty] = await cellsOf('<c><f>A1+1</f></c><c t="str"><f>""</f><v></v></c>');
    for (const field of all) expect(problemOf(field, cell!)).toBe('not_calculated');
    expect(empty).toBe('');
  });
});

describe('a text field', () => {
  test.each([
    ['00000', '8001', '08001'],
    ['000000000', '1234567', '001234567'],
    ['"C-"0000', '42', 'C-0042'],
    ['000\\ 000\\ 000', '910000501', '910 000 501'],
    ['0.00', '1.1', '1.10'],
    ['General', '34910000701', '34910000701'],
  ])('has what a cell with the format %s shows of %s', async (format, value, shown) => {
    expect(valueOf(fields.name, await numberWith(format, value))).toBe(shown);
  });

  test.each(['9007199254740991', '9007199254740993', '123456789012345678'])(
    'has all digits of %s',
    async (id) => {
      const [cell] = await cellsOf(`<c><v>${id}</v></c>`);
      expect(valueOf(fields.name, cell!)).toBe(id);
      const [, fromJson] = await cellsIn(`{"name":${id}}\n{"name":"x"}`);
      expect(valueOf(fields.name, fromJson![0]!)).toBe(id);
    },
  );

  test('refuses a number whose last digits the file has lost', async () => {
    const [cell] = await cellsOf('<c><v>1.2345678901234568E+17</v></c>');
    expect(problemOf(fields.name, cell!)).toBe('digits_lost');
  });

  test.each(["'Quote", "'=1+1", '=1+1', '+34 910 000 501', "-'x"])(
    'has its own apostrophes: %s',
    async (text) => {
      const xml = text.replaceAll('&', '&amp;');
      const [cell] = await cellsOf(`<c t="inlineStr"><is><t>${xml}</t></is></c>`);
      expect(valueOf(fields.name, cell!)).toBe(text);
    },
  );
});

describe('merged cells', () => {
  const rows = `${header}<row><c t="inlineStr"><is><t>Faro</t></is></c><c><v>1</v></c></row><row><c/><c><v>2</v></c></row><row><c/><c><v>3</v></c></row><row><c/><c><v>4</v></c></row>`;
  const parts = partsOf({ sheets: { One: rows } });
  const sheet = String(parts['xl/worksheets/sheet1.xml']).replace(
    '</sheetData>',
    '</sheetData><mergeCells count="2"><mergeCell ref="C1:D1"/><mergeCell ref="A2:A4"/></mergeCells>',
  );
  const file = zipOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet });
  const firstCells = async (options?: { fillMerged: boolean }) =>
    (await cellsIn(file, options)).slice(1).map(([cell]) => cell);

  test('of several rows give their value to all of them, unless somebody leaves it to the first one', async () => {
    expect(await firstCells()).toEqual(['Faro', 'Faro', 'Faro', '']);
    expect(await firstCells({ fillMerged: false })).toEqual(['Faro', '', '', '']);
  });
});
