import type { Condition, Filter, Operator } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { conditionWords } from './condition-words.ts';
import { valueForm } from './condition-changes.ts';
import type { FilterColumn, FilterVocabulary, TypingVocabulary } from './filter-vocabulary.ts';
import { exactValues, onlyValue } from './typed-values.ts';
import { textOf, type TypedWord } from './typed-words.ts';

/** Operators of texts that alternatives make sense for: "is not A or B" would match everything. */
const ofTexts: readonly Operator[] = ['is', 'contains', 'startsWith'];

/**
 * A condition on any of several values, such as "Cali, Lima or Bogotá", or a group of conditions on texts. Undefined if
 * the words aren't several values.
 */
export function alternatives(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  op: Operator,
  words: readonly TypedWord[],
): Filter | undefined {
  const parts = partsOf(vocabulary, words);
  if (parts.length < 2 || parts.some((part) => part.length === 0)) return undefined;
  const field = column.name;
  if (valueForm(op) === 'list') {
    const values = parts.flatMap((part) => onlyValue(vocabulary, column, part) ?? []);
    return values.length < parts.length ? undefined : { field, op, value: [...new Set(values)] };
  }
  // Without "or", a comma is part of a text: "Acme, Inc.".
  const hasOr = words.some(({ plain }) => vocabulary.texts.typedOr.includes(plain));
  if (!hasOr || column.kind !== 'text' || !ofTexts.includes(op)) return undefined;
  const values = parts.map((part) => textFor(vocabulary, column, op, part));
  const isTooLong = values.some((value) => value.length > listLimits.textCharacters);
  if (isTooLong || values.length > listLimits.conditions) return undefined;
  return { or: values.map((value) => ({ field, op, value })) };
}

/** The known value with these words, or else the typed text. */
const textFor = (
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  op: Operator,
  words: readonly TypedWord[],
): string => (op === 'is' ? exactValues(vocabulary, column, words)[0] : undefined) ?? textOf(words);

/** The words between commas and each "or". */
function partsOf({ texts }: TypingVocabulary, words: readonly TypedWord[]): TypedWord[][] {
  const parts: TypedWord[][] = [[]];
  for (const { raw, plain } of words) {
    const isOr = texts.typedOr.includes(plain);
    // "A, or B" has one separator.
    if (isOr && parts.at(-1)?.length !== 0) parts.push([]);
    if (isOr) continue;
    parts.at(-1)?.push({ raw: raw.replace(/,$/, ''), plain });
    if (raw.endsWith(',')) parts.push([]);
  }
  return parts;
}

/**
 * A condition or a group of conditions on one column in words, such as "City is “Cali” or “Lima”". Without the quotation
 * marks, texts would read like a single one that contains "or".
 */
export function alternativeWords(filter: Filter, vocabulary: FilterVocabulary, column: FilterColumn): string {
  if (!('or' in filter)) return conditionWords(filter as Condition, vocabulary);
  const all = filter.or as Condition[];
  const { chip, orList, quoted } = vocabulary.texts;
  const values = all.map(({ value }) => String(value));
  const op = all[0]?.op === 'contains' || all[0]?.op === 'startsWith' ? all[0].op : 'is';
  const part =
    op === 'is'
      ? chip.is(column.label, orList(values.map(quoted)))
      : orList(values.map((value) => chip[op](column.label, value)));
  return chip.of(column.label, part);
}
