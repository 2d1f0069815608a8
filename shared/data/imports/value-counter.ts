import { limits } from '#contract/limits.ts';
import type { Cell } from './cell.ts';
import { textOf } from './cell-references.ts';

/** The different texts of a column with their numbers, and whether these are all. */
export interface CountedValues {
  counts: [text: string, count: number][];
  isComplete: boolean;
}

interface Counting {
  counts: Map<string, number>;
  isComplete: boolean;
}

/**
 * Counts the different texts of each column, so that they can be mapped to statuses and options. Of a column with many of
 * them, such as one of names, only the first ones are kept, so that memory doesn't grow with the file.
 */
export function valueCounter() {
  const columns: Counting[] = [];
  return {
    add(cells: readonly Cell[]): void {
      for (const [column, cell] of cells.entries())
        count((columns[column] ??= { counts: new Map(), isComplete: true }), cell);
    },
    result: (): CountedValues[] =>
      Array.from(columns, ({ counts, isComplete }) => ({ counts: [...counts], isComplete })),
  };
}

function count(column: Counting, cell: Cell): void {
  // A column with many numbers isn't one of statuses, and their texts take time.
  if (!column.isComplete && typeof cell !== 'string') return;
  const text = textOf(cell) ?? '';
  if (text === '') return;
  const known = column.counts.get(text);
  if (known !== undefined) column.counts.set(text, known + 1);
  else if (column.counts.size < limits.importColumnValues && text.length <= limits.importValueCharacters)
    column.counts.set(text, 1);
  else column.isComplete = false;
}
