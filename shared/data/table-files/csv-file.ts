import { csvRow, type CsvSeparator } from '#contract/csv-row.ts';
import { cellsOf, headersOf, type Cell } from './cell.ts';
import type { ExportColumn, ExportRows } from './column.ts';
import { encode } from './encode.ts';

/**
 * A CSV file (RFC 4180) in UTF-8. Numbers have decimal points, dates and timestamps are ISO 8601, and yes or no is
 * `true` or `false`, so that programs read them in any language.
 */
export const csvFile = (
  columns: readonly ExportColumn[],
  rows: ExportRows,
  separator: CsvSeparator = ',',
): AsyncGenerator<Uint8Array, void> => encode(csvTexts(columns, rows, separator));

async function* csvTexts(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  separator: CsvSeparator,
): AsyncGenerator<string, void> {
  // The byte order mark makes Excel decode the file as UTF-8.
  yield `\uFEFF${csvRow(headersOf(columns), separator)}`;
  for await (const row of rows) yield csvRow(cellsOf(columns, row).map(csvText), separator);
}

function csvText(cell: Cell): string {
  if (!cell) return '';
  return cell.kind === 'yesNo' ? String(cell.isYes) : cell.text;
}
