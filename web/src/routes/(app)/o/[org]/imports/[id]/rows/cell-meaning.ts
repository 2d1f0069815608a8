import type { ShownField } from 'virtual:contract';
import type { ImportRow } from '#contract/import-rows.ts';
import { flat } from '#lib/records/flat.ts';
import { kindsOfEntries } from '../targets.ts';

/** Texts that differ in case, punctuation or separators only are the same name. Symbols make another one. */
const compared = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{S}#%&@*]+/gu, ' ')
    .trim();

/**
 * The status, source, stage or options that the text of a cell means if it isn't their name, '' if the cell is read as
 * empty, or undefined if there is nothing to say.
 */
export function cellMeaning(
  { cells, leftOut, problems, values }: ImportRow,
  column: number,
  { name, field, textOf }: { name: string; field: ShownField; textOf: (value: unknown) => string },
): string | undefined {
  const text = cells[column] ?? '';
  if (!kindsOfEntries.has(field.kind) || text.trim() === '' || leftOut) return undefined;
  if (problems.some((problem) => problem.column === column)) return undefined;
  const value = flat(values)[name];
  if (value === undefined || value === null) return '';
  const meant = textOf(value);
  return compared(meant) === compared(text) ? undefined : meant;
}
