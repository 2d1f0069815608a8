import type { ImportRow } from '#contract/import-rows.ts';
import type { GridPlace } from './grid-place.ts';
import { pageRows, type CellEdit, type GridRows } from './grid-rows.svelte.ts';

/** The new text of a cell, and its row. */
export interface CellText extends CellEdit {
  of: ImportRow;
  text: string;
}

/** Changes cells, except those that have their new text already. */
export function changeCells(rows: GridRows, edits: readonly CellText[]): void {
  const changed = edits.filter(({ of, column, text }) => rows.textOf(of, column) !== text);
  rows.edit(
    changed.map(({ row, column, text }) => ({ row, column, text })),
    changed.map(({ of, column }) => rows.beforeChange(of, column)),
  );
}

/**
 * The edits of cells that a pasted block covers, and the number of its texts for which the grid has no cell. Rows that aren't
 * loaded yet are loaded first.
 */
export async function pastedEdits(
  rows: GridRows,
  from: GridPlace,
  block: readonly (readonly string[])[],
  { total, fileColumn }: { total: number; fileColumn: (column: number) => number },
): Promise<{ edits: CellText[]; beyond: number }> {
  const last = Math.min(total, from.row + block.length) - 1;
  const pages = Array.from({ length: Math.floor(last / pageRows) + 1 }, (_, page) => page);
  await Promise.all(pages.slice(Math.floor(from.row / pageRows)).map((page) => rows.load(page)));
  const edits = block.flatMap((cells, down) => {
    const of = rows.rowAt(from.row + down);
    return cells.flatMap((text, right) => {
      const column = fileColumn(from.column + right);
      return of && column >= 0 ? [{ of, row: of.row, column, text }] : [];
    });
  });
  const texts = (cells: readonly string[]): number => cells.filter((text) => text !== '').length;
  return { edits, beyond: texts(block.flat()) - texts(edits.map(({ text }) => text)) };
}
