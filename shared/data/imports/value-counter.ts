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

/** The text of a cell as it is counted: '' for an empty cell, undefined for a text that is too long. */
export function countedText(cell: Cell): string | undefined {
  const text = textOf(cell) ?? '';
  return text.length > limits.importValueCharacters ? undefined : text;
}

function count(column: Counting, cell: Cell): void {
  // A column with many numbers isn't one of statuses, and their texts take time.
  if (!column.isComplete && typeof cell !== 'string') return;
  const text = countedText(cell);
  if (text === '') return;
  const known = text === undefined ? undefined : column.counts.get(text);
  if (text === undefined || (known === undefined && column.counts.size >= limits.importColumnValues))
    column.isComplete = false;
  else column.counts.set(text, (known ?? 0) + 1);
}
