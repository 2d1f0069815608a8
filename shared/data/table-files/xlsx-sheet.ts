import { cellsOf, headersOf, type Cell } from './cell.ts';
import type { ExportColumn, ExportRows } from './column.ts';
import { FileLimitError } from './file-limit-error.ts';
import { dateNumber, timestampNumber } from './spreadsheet-day.ts';
import { styleIndex, type CellStyle } from './xlsx-styles.ts';
import { cutToCell, fitsCell, xmlText } from './xlsx-text.ts';

const maxRows = 1_048_576;
const maxColumns = 16_384;
const maxWidthCharacters = 255;

/** A cell whose text was cut. Row 1 contains the headers. */
export interface CutCell {
  row: number;
  header: string;
}

export interface Sheet {
  columns: readonly ExportColumn[];
  rows: ExportRows;
  /** The time zone in which timestamps are written. */
  timeZone: string;
  onCut: (cell: CutCell) => void;
}

/** The letters of a column by its index: A to Z, AA, AB and so on. */
export function columnLetters(index: number): string {
  const before = index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1);
  return before + String.fromCharCode(65 + (index % 26));
}

/**
 * The XML of a sheet, row by row, with a header that stays visible and filters. Returns the number of rows, including
 * the header.
 */
export async function* sheetXml({ columns, rows, timeZone, onCut }: Sheet): AsyncGenerator<string, number> {
  const headers = headersOf(columns);
  if (headers.length === 0 || headers.length > maxColumns)
    throw new FileLimitError(`A spreadsheet has 1 to ${maxColumns} columns.`);
  const letters = headers.map((_, index) => columnLetters(index));
  const rowXml = (cells: readonly Cell[], row: number, textStyle: CellStyle): string => {
    const written = cells.map((cell, index) => {
      if (!cell) return '';
      const cut = () => onCut({ row, header: headers[index] ?? '' });
      return cellXml(cell, `${letters[index]}${row}`, { timeZone, textStyle, cut });
    });
    return `<row r="${row}">${written.join('')}</row>`;
  };

  yield sheetHead(columns);
  let row = 1;
  const head = headers.map((text): Cell => ({ kind: 'text', text }));
  yield rowXml(head, row, 'header');
  for await (const values of rows) {
    row += 1;
    if (row > maxRows) throw new FileLimitError(`A spreadsheet has at most ${maxRows} rows.`);
    yield rowXml(cellsOf(columns, values), row, 'text');
  }
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1)}${row}"/></worksheet>`;
  return row;
}

function sheetHead(columns: readonly ExportColumn[]): string {
  const widths = columns.flatMap((column) =>
    column.kind === 'money' ? [widthOf(column), currencyWidthCharacters] : [widthOf(column)],
  );
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${cols.join('')}</cols><sheetData>`,
  ].join('');
}

const currencyWidthCharacters = 10;
const widthsOfKinds = { text: 24, number: 14, integer: 12, money: 16, date: 12, timestamp: 20, yesNo: 10 };

const widthOf = ({ kind, widthCharacters }: ExportColumn): number =>
  Math.min(widthCharacters ?? widthsOfKinds[kind], maxWidthCharacters);

interface CellOptions {
  timeZone: string;
  textStyle: CellStyle;
  cut: () => void;
}

function cellXml(cell: NonNullable<Cell>, reference: string, options: CellOptions): string {
  switch (cell.kind) {
    case 'number':
    case 'integer':
      return numberXml(reference, cell.kind, cell.text);
    case 'amount':
      return numberXml(reference, amountStyle(cell.decimals), cell.text);
    case 'yesNo':
      return `<c r="${reference}" t="b"><v>${cell.isYes ? 1 : 0}</v></c>`;
    case 'date':
    case 'timestamp': {
      const { kind, text } = cell;
      const day = kind === 'date' ? dateNumber(text) : timestampNumber(text, options.timeZone);
      return day === undefined ? textXml(reference, text, options) : numberXml(reference, kind, String(day));
    }
    case 'text':
      return textXml(reference, cell.text, options);
  }
}

const numberXml = (reference: string, style: CellStyle, text: string): string =>
  `<c r="${reference}" s="${styleIndex(style)}"><v>${text}</v></c>`;

const amountStyle = (decimals: number): CellStyle => `amount${decimals as 0 | 1 | 2 | 3 | 4 | 5 | 6}`;

/** The text is in the cell itself, because a table of all texts would have to be kept in memory. */
function textXml(reference: string, text: string, { textStyle, cut }: CellOptions): string {
  if (!fitsCell(text)) cut();
  const xml = xmlText(fitsCell(text) ? text : cutToCell(text));
  return `<c r="${reference}" s="${styleIndex(textStyle)}" t="inlineStr"><is><t xml:space="preserve">${xml}</t></is></c>`;
}
