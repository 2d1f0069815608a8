import type { Cell } from './cell.ts';
import type { FileRow } from './file-shape.ts';

/** Cells below one another that are merged. Rows and columns count from 1. */
export interface MergedCells {
  column: number;
  firstRow: number;
  lastRow: number;
}

/** A range is shorter. What follows it is read together with the next piece. */
const tagCharacters = 200;

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/**
 * The merged cells of several rows in a sheet's XML. They come after the rows, so the file is searched for them before it
 * is read. In texts, the < of a tag would be escaped.
 */
export async function mergedCells(xml: AsyncIterable<Uint8Array>): Promise<MergedCells[]> {
  const found: MergedCells[] = [];
  let rest = '';
  for await (const bytes of xml) {
    const text = rest + Buffer.from(bytes).toString('latin1');
    const tag = /<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"[^>]*>/g;
    let end = 0;
    for (const [match, letters = '', first, last] of text.matchAll(tag)) {
      end = text.indexOf(match, end) + match.length;
      const [firstRow, lastRow] = [Number(first), Number(last)];
      if (lastRow > firstRow) found.push({ column: columnOf(letters), firstRow, lastRow });
    }
    rest = text.slice(Math.max(end, text.length - tagCharacters));
  }
  return found.sort((one, other) => one.firstRow - other.firstRow);
}

/** Rows whose empty cells have the value of the merged cell that they are part of, which the file has in its first row only. */
export async function* withMerged(
  rows: AsyncIterable<FileRow>,
  merged: readonly MergedCells[],
): AsyncGenerator<FileRow> {
  let next = 0;
  let open: (MergedCells & { cell: Cell })[] = [];
  for await (const row of rows) {
    open = open.filter(({ lastRow }) => lastRow >= row.number);
    for (const { column, cell } of open) {
      while (row.cells.length < column) row.cells.push('');
      if (row.cells[column - 1] === '') row.cells[column - 1] = cell;
    }
    for (let one = merged[next]; one && one.firstRow <= row.number; one = merged[(next += 1)]) {
      const cell = one.firstRow === row.number ? (row.cells[one.column - 1] ?? '') : '';
      if (cell !== '' && one.lastRow > row.number) open.push({ ...one, cell });
    }
    yield row;
  }
}
