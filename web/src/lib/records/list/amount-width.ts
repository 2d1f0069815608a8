import type { ShownColumn } from './table-layout.svelte.ts';

const separator = /[\s.,’'-]/g;
const letter = /\p{L}/gu;

/** Space for an amount in a cell, such as "COP 1.234.567.890,00", by the usual widths of its characters. */
function amountWidth(text: string): number {
  const separators = text.match(separator)?.length ?? 0;
  const letters = text.match(letter)?.length ?? 0;
  return 24 + Math.ceil(separators * 4.2 + letters * 10 + (text.length - separators - letters) * 8.3);
}

/** Space for a further digit with its separator, because a sum is longer than the amounts. */
const sumAllowance = 14;

/**
 * Columns with room for the longest amount that they show, because a part of an amount would be another amount. Widths
 * that the user chose stay.
 */
export function withRoomForAmounts<Row>(
  columns: readonly ShownColumn[],
  rows: readonly Row[],
  textOf: (row: Row, column: ShownColumn) => string,
): ShownColumn[] {
  return columns.map((column) => {
    if (column.shownAs.kind !== 'money' || column.isChosen) return column;
    const longest = Math.max(0, ...rows.map((row) => amountWidth(textOf(row, column))));
    const least = longest + (column.measure ? sumAllowance : 0);
    return {
      ...column,
      width: Math.max(column.width, least),
      minWidth: Math.max(column.minWidth, least),
    };
  });
}
