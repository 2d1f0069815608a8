import type { CustomField } from '#contract/custom-field.ts';
import type { NewFieldKind } from '#contract/import-column.ts';
import { limits } from '#contract/limits.ts';
import type { Cell, Reading } from './cell.ts';
import { textOf } from './cell-references.ts';
import { isEmpty, readCell } from './cell-values.ts';
import { looksLikePhone } from './column-content.ts';
import { customImportField } from './import-field.ts';
import { optionLabels } from './new-fields.ts';
import type { CountedValues } from './value-counter.ts';

/** A column with more different values is of texts, unless somebody chooses otherwise. */
const optionsGuessedMax = 20;

/** The kinds that are recognized by their values, in this order: a number is no phone, and an amount no date. */
const recognized = ['number', 'money', 'date', 'yesNo', 'email', 'url'] as const;

/**
 * The kind of custom field that all of these cells have values of. A column with few different values is a choice: at most
 * 20, each of which occurs twice on average.
 */
export function newFieldKind(cells: readonly Cell[], counted: CountedValues, reading: Reading): NewFieldKind {
  const filled = cells.filter((cell) => !isEmpty(cell, reading));
  if (filled.length === 0) return 'text';
  const texts = filled.map((cell) => textOf(cell) ?? '');
  const kind = texts.some(isNumberOfKind)
    ? undefined
    : recognized.find((one) => filled.every((cell) => isOfKind(one, cell, reading)));
  if (kind) return kind;
  if (filled.every((cell) => looksLikePhone(cell, reading))) return 'phone';
  const options = optionLabels('choice', counted, reading);
  const count = counted.counts.reduce((sum, [, one]) => sum + one, 0);
  const isChoice = counted.isComplete && options.length <= optionsGuessedMax && count >= 2 * options.length;
  if (isChoice && texts.every((text) => !text.includes('\n'))) return 'choice';
  const isLong = texts.some((text) => text.includes('\n') || text.length > limits.customTextCharacters);
  return isLong ? 'longText' : 'text';
}

/** Numbers that name something, such as 00123 and long card numbers: as values, they would lose digits. */
const isNumberOfKind = (text: string): boolean => /^\s*(?:0\d+|\d{13,})\s*$/.test(text);

function isOfKind(kind: (typeof recognized)[number], cell: Cell, reading: Reading): boolean {
  const field: CustomField = { key: 'new', label: 'New', kind };
  const read = readCell(customImportField(field).field, cell, reading);
  return 'value' in read && read.value !== undefined;
}
