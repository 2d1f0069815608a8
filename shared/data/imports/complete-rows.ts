import { limits } from '#contract/limits.ts';
import { cellCharactersMax } from '../values/spreadsheet.ts';
import type { Cell } from './cell.ts';
import { sheetRowsMax } from './file-limits.ts';
import type { FileRow } from './file-shape.ts';
import { UnreadableFile } from './unreadable-file.ts';

const isBlank = (cell: Cell) => typeof cell === 'string' && cell.trim() === '';

function checkCells({ number, cells }: FileRow): void {
  if (cells.length > limits.importColumns) throw new UnreadableFile('too_many_columns', number);
  const isTooLong = cells.some((cell) => typeof cell === 'string' && cell.length > cellCharactersMax);
  if (isTooLong) throw new UnreadableFile('cell_too_long', number);
}

/** The rows with content, padded to the width of the first one, within the limits. */
export async function* completeRows(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let width: number | undefined;
  let dataRows = -1;
  for await (const row of rows) {
    if (row.number > sheetRowsMax) throw new UnreadableFile('too_many_rows', row.number);
    const cells = row.cells.slice(0, row.cells.findLastIndex((cell) => cell !== '') + 1);
    if (cells.every(isBlank)) continue;
    checkCells({ number: row.number, cells });
    dataRows += 1;
    if (dataRows > limits.importRows) throw new UnreadableFile('too_many_rows', row.number);
    width ??= cells.length;
    while (cells.length < width) cells.push('');
    yield { number: row.number, cells };
  }
}
