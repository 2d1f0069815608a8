import { withFormulaGuard } from '#contract/csv-row.ts';
import { collectedMaxLength, textCollector, unescaped } from './cell-text.ts';
import { sheetColumnsMax, sheetRowsMax } from './file-limits.ts';
import type { Cell } from './cell.ts';
import type { FileRow } from './file-shape.ts';
import { shownBy, type NumberFormat } from './number-format.ts';
import { dateOfSerial, type DateSystem } from './serial-date.ts';
import type { SharedStrings } from './shared-strings.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { xmlEvents, type Attributes, type XmlHandlers } from './xml-events.ts';

export interface CellContext {
  /** Nothing if the workbook has none. */
  sharedStrings: SharedStrings | undefined;
  numberFormats: NumberFormat[];
  dateSystem: DateSystem;
}

interface CellSource {
  /** The attribute `t`: what `value` is. */
  type: string;
  style: number;
  /** The text of `v`, which formulas have as well. */
  value: string;
  /** Whether there is a formula, and whether it has a result. */
  isFormula: boolean;
  hasValue: boolean;
}

/** A position such as C5, from 1. */
function position(reference: string): { column: number; row: number } | undefined {
  const parts = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(reference);
  if (!parts?.[1]) return undefined;
  let column = 0;
  for (const letter of parts[1]) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column, row: Number(parts[2]) };
}

/**
 * Excel shows 15 digits of a number and stores 17, so 0.1 + 0.2 is stored as 0.30000000000000004. Whole numbers keep the
 * digits of the file.
 */
function numberOf(text: string): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) return undefined;
  return text.length > 15 && !Number.isInteger(value) ? shownNumber(value) : value;
}

/** A whole number with more digits than a number can have, as an ID, if the file has all of its digits. */
const isLongId = (text: string): boolean => /^\d{16,60}$/.test(text) && !Number.isSafeInteger(Number(text));

const shownNumber = (value: number): number => Number(value.toPrecision(15));

/** A cell of the type `d`, which only strict files have. */
function isoDate(text: string): Cell {
  const [, date] = /^(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)(?:\.\d+)?Z?$/.exec(text) ?? [];
  return date === undefined ? text : { date };
}

/** @returns Nothing for a cell that is against the format. */
function cellOf(
  { type, style, value, isFormula, hasValue }: CellSource,
  inlineText: string,
  context: CellContext,
): Cell | undefined {
  if (type === 'inlineStr') return inlineText;
  if (value === '') return isFormula && !hasValue ? { error: '' } : '';
  switch (type) {
    case 's':
      return context.sharedStrings?.at(Number(value));
    case 'b':
      return value === '1' || value === 'true';
    case 'd':
      return isoDate(value);
    case 'n': {
      const number = numberOf(value);
      if (number === undefined) return undefined;
      if (isLongId(value)) return { number, shown: value };
      // The file doesn't have all digits of 1.2345678901234568E+17, whatever a format would show.
      if (Number.isInteger(number) && !Number.isSafeInteger(number)) return number;
      const format = context.numberFormats[style] ?? { kind: 'number' };
      // As it is shown, and as a text such as 25 % is read.
      if (format.kind === 'percent') return shownNumber(number * 100);
      if (format.kind === 'number') return shownBy(format, number);
      return dateOfSerial(number, format.kind, context.dateSystem);
    }
    case 'e':
      return { error: unescaped(value) };
    default:
      // `str` is the text of a formula.
      return unescaped(value);
  }
}

/** Reads the rows of a sheet's XML into `rows`. */
function rowHandlers(rows: FileRow[], context: CellContext): XmlHandlers {
  const inlineText = textCollector();
  let isInData = false;
  let isInValue = false;
  let lastRow = 0;
  let row: FileRow | undefined;
  let column = 0;
  let cell: CellSource | undefined;

  const damaged = () => new UnreadableFile('damaged', row && row.number > 0 ? row.number : lastRow + 1);

  const openRow = ({ r }: Attributes) => {
    row = { number: r === undefined ? 0 : Number(r), cells: [] };
    column = 0;
  };
  const openCell = (open: FileRow, { r, t = 'n', s = '0' }: Attributes) => {
    const at = r === undefined ? undefined : position(r);
    if (r !== undefined && !at) throw damaged();
    column = at?.column ?? column + 1;
    // Rows without a number have that of their cells.
    if (at && open.number === 0) open.number = at.row;
    if (column > sheetColumnsMax) throw damaged();
    inlineText.clear();
    cell = { type: t, style: Number(s), value: '', isFormula: false, hasValue: false };
  };
  const closeCell = (open: FileRow, source: CellSource) => {
    const value = cellOf(source, inlineText.value(), context);
    if (value === undefined) throw damaged();
    // An apostrophe in a workbook is one of the text. Texts of rows have the guard of CSV files.
    cell = undefined;
    if (value === '') return;
    while (open.cells.length < column) open.cells.push('');
    open.cells[column - 1] = typeof value === 'string' ? withFormulaGuard(value) : value;
  };
  const closeRow = (closed: FileRow) => {
    if (closed.number === 0) closed.number = lastRow + 1;
    // Excel refuses rows out of order as well.
    if (!Number.isInteger(closed.number) || closed.number <= lastRow) throw damaged();
    if (closed.number > sheetRowsMax) throw new UnreadableFile('too_many_rows', closed.number);
    lastRow = closed.number;
    rows.push(closed);
    row = undefined;
  };

  return {
    open(name, attributes) {
      if (name === 'sheetData') isInData = true;
      else if (!isInData) return;
      else if (cell) {
        isInValue = name === 'v';
        cell.hasValue ||= isInValue;
        cell.isFormula ||= name === 'f';
        inlineText.open(name);
      } else if (name === 'row') openRow(attributes);
      else if (name === 'c' && row) openCell(row, attributes);
    },
    close(name) {
      if (name === 'sheetData') isInData = false;
      if (name === 'c' && row && cell) closeCell(row, cell);
      else if (name === 'row' && row) closeRow(row);
      else {
        isInValue = false;
        inlineText.close(name);
      }
    },
    text(text) {
      if (!cell) return;
      if (!isInValue) inlineText.add(text);
      else if (cell.value.length < collectedMaxLength) cell.value += text;
    },
  };
}

/** The rows of a sheet, with empty ones that the file has. Merged cells have their value in the first one. */
export async function* sheetRows(
  xml: AsyncIterable<Uint8Array>,
  context: CellContext,
): AsyncGenerator<FileRow> {
  const rows: FileRow[] = [];
  for await (const _ of xmlEvents(xml, rowHandlers(rows, context))) yield* rows.splice(0);
}
