import { csvRow, type CsvSeparator } from '#contract/csv-row.ts';
import { cellsOf, headersOf, type Cell } from './cell.ts';
import type { ExportColumn, ExportRows } from './column.ts';
import { encode } from './encode.ts';

/**
 * A CSV file (RFC 4180) in UTF-8. Numbers have decimal points unless another mark is chosen, dates and timestamps are ISO
 * 8601, and yes or no is `true` or `false`, so that programs read them in any language.
 */
export const csvFile = (
  columns: readonly ExportColumn[],
  rows: ExportRows,
  form: CsvForm = {},
): AsyncGenerator<Uint8Array, void> => encode(csvTexts(columns, rows, form));

/** How a CSV file is written: with commas and decimal points by default. */
export interface CsvForm {
  separator?: CsvSeparator | undefined;
  decimalMark?: '.' | ',' | undefined;
}

async function* csvTexts(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  { separator = ',', decimalMark = '.' }: CsvForm,
): AsyncGenerator<string, void> {
  // The byte order mark makes Excel decode the file as UTF-8.
  yield `\uFEFF${csvRow(headersOf(columns), separator)}`;
  for await (const row of rows)
    yield csvRow(
      cellsOf(columns, row).map((cell) => csvText(cell, decimalMark)),
      separator,
    );
}

function csvText(cell: Cell, decimalMark: '.' | ','): string {
  if (!cell) return '';
  if (cell.kind === 'yesNo') return String(cell.isYes);
  if (decimalMark === '.' || (cell.kind !== 'number' && cell.kind !== 'amount')) return cell.text;
  // Three digits after a comma could be thousands. A fourth one says that they are decimals.
  const text = cell.kind === 'number' ? cell.text.replace(/\.(\d{3})$/, '.$10') : cell.text;
  return text.replace('.', decimalMark);
}
