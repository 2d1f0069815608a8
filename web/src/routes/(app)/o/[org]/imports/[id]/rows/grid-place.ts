import type { ImportProblemKind, ImportRow } from '#contract/import-rows.ts';

/** A cell of the grid: the position of its row in the list, and of its column, of which the first has the row's number. */
export interface GridPlace {
  row: number;
  column: number;
}

/**
 * The cell of the first row that has a problem: in the column of the kind whose rows are listed, or else the first one.
 * `columns` are the positions in the file of the columns that are shown.
 */
export function firstProblem(
  row: Pick<ImportRow, 'problems'> | undefined,
  columns: readonly number[],
  kind?: Pick<ImportProblemKind, 'column'>,
): GridPlace {
  const bad = new Set(row?.problems.map(({ column }) => column));
  const ofKind = columns.findIndex((column) => column === kind?.column);
  const place = ofKind >= 0 ? ofKind : columns.findIndex((column) => bad.has(column));
  return { row: 0, column: Math.max(0, place) + 1 };
}

interface GridSize {
  rows: number;
  columns: number;
  /** The number of rows that a page of the screen has. */
  pageRows: number;
}

const between = (value: number, max: number): number => Math.max(0, Math.min(max, value));

/** Where a key leads, or undefined if it doesn't move. */
export function placeAfter(
  { row, column }: GridPlace,
  { key, ctrl }: { key: string; ctrl: boolean },
  { rows, columns, pageRows }: GridSize,
): GridPlace | undefined {
  const [lastRow, lastColumn] = [rows - 1, columns - 1];
  const to = (nextRow: number, nextColumn: number) => ({
    row: between(nextRow, lastRow),
    column: between(nextColumn, lastColumn),
  });
  switch (key) {
    case 'ArrowUp':
      return to(ctrl ? 0 : row - 1, column);
    case 'ArrowDown':
      return to(ctrl ? lastRow : row + 1, column);
    case 'ArrowLeft':
      return to(row, ctrl ? 0 : column - 1);
    case 'ArrowRight':
      return to(row, ctrl ? lastColumn : column + 1);
    case 'PageUp':
      return to(row - pageRows, column);
    case 'PageDown':
      return to(row + pageRows, column);
    case 'Home':
      return to(ctrl ? 0 : row, 0);
    case 'End':
      return to(ctrl ? lastRow : row, lastColumn);
    default:
      return undefined;
  }
}

/** The cell after one, which is the first value of the next row after the last column. */
export function placeBeside(
  { row, column }: GridPlace,
  step: 1 | -1,
  { rows, columns }: GridSize,
): GridPlace {
  const next = column + step;
  if (next >= 1 && next < columns) return { row, column: next };
  const nextRow = row + step;
  if (nextRow < 0 || nextRow >= rows) return { row, column };
  return { row: nextRow, column: step === 1 ? 1 : columns - 1 };
}

/** The rows to render around those that can be seen. */
export function rowsInView(
  { top, height, rowHeight }: { top: number; height: number; rowHeight: number },
  rows: number,
): { first: number; end: number } {
  const margin = 6;
  const first = Math.max(0, Math.floor(top / rowHeight) - margin);
  return { first, end: Math.min(rows, Math.ceil((top + height) / rowHeight) + margin) };
}

/**
 * The positions of the rows to render. The active row is always one of them, so that its open editor keeps what is typed
 * and the focus while it is scrolled out of view.
 */
export function renderedRows({ first, end }: { first: number; end: number }, active: number): number[] {
  const inView = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  if (active < first) return [active, ...inView];
  return active < end ? inView : [...inView, active];
}
