import type { Condition, Filter, Operator } from '#contract/lists/filter-tree.ts';
import { conditionWords } from './condition-words.ts';
import { valueForm } from './condition-changes.ts';
import type { FilterColumn, FilterVocabulary, TypingVocabulary } from './filter-vocabulary.ts';
import { conditionsWith } from './typed-values.ts';
import type { TypedWord } from './typed-words.ts';

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
  const isList = valueForm(op) === 'list';
  if (!isList && !(column.kind === 'text' && ofTexts.includes(op))) return undefined;
  const parts = partsOf(vocabulary, words);
  if (parts.length < 2) return undefined;
  const found = parts.flatMap((part) =>
    part.length > 0 ? conditionsWith(vocabulary, column, op, part).slice(0, 1) : [],
  );
  if (found.length < parts.length) return undefined;
  if (!isList) return { or: found };
  const values = new Set(found.flatMap(({ value }) => value as string[]));
  return { field: column.name, op, value: [...values] };
}

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

/** A condition or a group of conditions on one column in words, such as "City is Cali or Lima". */
export function alternativeWords(filter: Filter, vocabulary: FilterVocabulary, column: FilterColumn): string {
  if (!('or' in filter)) return conditionWords(filter as Condition, vocabulary);
  const all = filter.or as Condition[];
  const { chip, orList } = vocabulary.texts;
  const values = all.map(({ value }) => String(value));
  const op = all[0]?.op === 'contains' || all[0]?.op === 'startsWith' ? all[0].op : 'is';
  const part =
    op === 'is'
      ? chip.is(column.label, orList(values))
      : orList(values.map((value) => chip[op](column.label, value)));
  return chip.of(column.label, part);
}
