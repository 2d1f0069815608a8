import type { ImportRow } from '#contract/import-rows.ts';

type Texts = Pick<ImportRow, 'cells' | 'changes' | 'shortened'>;

const changeOf = ({ changes = [] }: Texts, column: number) => changes.find((one) => one.column === column);

/** The text of a cell, whole if somebody has typed it. */
export function cellText(row: Texts, column: number): string {
  const text = row.cells[column] ?? '';
  const typed = changeOf(row, column)?.correction;
  return typed?.startsWith(text) && row.shortened?.includes(column) ? typed : text;
}

/** Whether only the beginning of a cell's text is known. */
export const isCut = (row: Texts, column: number): boolean =>
  row.shortened?.includes(column) === true && cellText(row, column) === row.cells[column];

/** What a cell was corrected to. Null if it has the text of the file, of which possibly only the beginning is known. */
export const correctionOf = (row: Texts, column: number): string | null =>
  changeOf(row, column)?.correction ?? null;

/** The text of the file, as far as it is known. */
export const originalText = (row: Texts, column: number): string =>
  changeOf(row, column)?.original ?? row.cells[column] ?? '';
