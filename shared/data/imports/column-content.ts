import type { Field, FieldKind } from '#contract/field.ts';
import { readEmail, readUrl } from './cell-addresses.ts';
import { readCountry } from './cell-countries.ts';
import { readPhones } from './cell-phones.ts';
import { textOf } from './cell-references.ts';
import { cleanToken, comparable } from './clean-text.ts';
import type { Cell, CellValue, Reading } from './cell.ts';
import type { ImportField } from './import-field.ts';

/** The share of a column's cells that must be values of a field, as lists contain mistakes. */
const shareMin = 0.8;

const hasValue = (result: CellValue): boolean => 'value' in result && result.value !== undefined;

/** Whether cells are values of a kind whose values look like nothing else. Phone numbers of digits alone look like ids. */
const looksLike: Partial<Record<FieldKind, (cell: Cell, reading: Reading) => boolean>> = {
  email: (cell) => hasValue(readEmail(cell)),
  url: (cell) => hasValue(readUrl(cell)),
  country: (cell) => hasValue(readCountry(cell)),
  phones: looksLikePhone,
  phone: looksLikePhone,
};

/** Whether a cell is a phone number that is written as one. */
export function looksLikePhone(cell: Cell, reading: Reading): boolean {
  return (
    typeof cell === 'string' &&
    /^\+|\d[ ().-]+\d/.test(cleanToken(cell)) &&
    hasValue(readPhones(cell, reading))
  );
}

/** The text of a cell as entries are compared, or '' for an empty cell. */
const textIn = (cell: Cell): string => comparable(cleanToken(textOf(cell) ?? ''));

export const filled = (cells: readonly Cell[]): Cell[] => cells.filter((cell) => textIn(cell) !== '');

/** Whether any cell is the label of an entry that the field accepts. */
export function hasEntry(cells: readonly Cell[], entries: readonly string[]): boolean {
  const known = new Set(entries.map(comparable));
  return cells.some((cell) => known.has(textIn(cell)));
}

/** Whether nearly all cells with a content are values of the field, which has a kind that can be recognized. */
export function fitsContent(
  { field, entries }: ImportField,
  cells: readonly Cell[],
  reading: Reading,
): boolean {
  const all = filled(cells);
  const fits = recognizer(field, entries);
  return (
    fits !== undefined &&
    all.length > 0 &&
    all.filter((cell) => fits(cell, reading)).length >= all.length * shareMin
  );
}

function recognizer(
  { kind }: Field,
  entries: readonly string[] | undefined,
): ((cell: Cell, reading: Reading) => boolean) | undefined {
  if (entries === undefined) return looksLike[kind];
  const known = new Set(entries.map(comparable));
  return (cell) => known.has(textIn(cell));
}

/** Whether most cells contain several words, as full names do. */
export function hasSeveralWords(cells: readonly Cell[]): boolean {
  const all = filled(cells);
  return all.filter((cell) => textIn(cell).includes(' ')).length > all.length / 2;
}
