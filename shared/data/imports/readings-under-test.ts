import { customImportField } from './import-field.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Field } from '#contract/field.ts';
import { readCell } from './cell-values.ts';
import { usualEmptyTexts, type Cell, type Reading } from './cell.ts';
import { comparable } from './clean-text.ts';

export const spain: Reading = {
  dateOrder: 'dmy',
  decimalMark: ',',
  country: 'ES',
  currency: 'EUR',
  timeZone: 'Europe/Madrid',
  emptyTexts: usualEmptyTexts.map((text) => comparable(text) || text),
};
export const usa: Reading = {
  ...spain,
  dateOrder: 'mdy',
  decimalMark: '.',
  country: 'US',
  currency: 'USD',
  timeZone: 'America/New_York',
};

const options = [
  { id: 'small', label: 'Small, or less' },
  { id: 'big', label: 'Big' },
];

/** A custom field of a kind, with options or a target if the kind has them. */
export const custom = (kind: CustomField['kind']): Field =>
  customImportField({
    key: 'size',
    label: 'Size',
    kind,
    ...(kind.startsWith('choice') ? { options } : {}),
    ...(kind === 'relation' ? { to: 'customer' } : {}),
  }).field;

/** The value of a cell, or the whole result if it has none. */
export function valueOf(field: Field, cell: Cell, reading = spain): unknown {
  const result = readCell(field, cell, reading);
  return 'value' in result ? result.value : result;
}

/** The code of a cell's problem, or the whole result if it has none. */
export function problemOf(field: Field, cell: Cell, reading = spain): unknown {
  const result = readCell(field, cell, reading);
  return 'problem' in result ? result.problem.code : result;
}
