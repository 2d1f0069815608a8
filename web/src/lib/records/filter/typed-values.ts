import type { Day, Period } from '#contract/lists/filter.ts';
import type { Condition, Operator } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { operators, periodUnits } from '#contract/lists/operators.ts';
import { dayPart, dayWords, isOfDays, periodWords } from './condition-words.ts';
import { valueForm } from './condition-changes.ts';
import type { FilterColumn, TypingVocabulary } from './filter-vocabulary.ts';
import { isMatch, isSame, textOf, type TypedWord } from './typed-words.ts';

/** Maximum number of values of a column that are suggested. */
const valuesMax = 5;

/** Conditions with an operator and the values that the words can stand for. All offered values, if there are none. */
export function conditionsWith(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  op: Operator,
  words: readonly TypedWord[],
): Condition[] {
  const field = column.name;
  if (valueForm(op) === 'none') return words.length === 0 ? [{ field, op }] : [];
  const span = spanOf(vocabulary, column, words);
  if (span) return conditionsOnSpan(field, op, span);
  return valuesFor(vocabulary, column, op, words)
    .slice(0, valuesMax)
    .map((value) => ({ field, op, value }));
}

function valuesFor(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  op: Operator,
  words: readonly TypedWord[],
): unknown[] {
  switch (valueForm(op)) {
    case 'list':
      return knownValues(vocabulary, column, words).map((value) => [value]);
    case 'period':
      return periods(words).filter((period) => isMatch(words, periodWords(vocabulary, period)));
    case 'bounds':
      return boundsFrom(vocabulary, column, words);
    default:
      return column.kind === 'text' && (op === 'is' || op === 'isNot')
        ? textsFrom(vocabulary, column, words)
        : singleValues(vocabulary, column, words);
  }
}

type Span = readonly [first: string, last: string];

/** The first and last day of a typed month or year. Moments are in the past, except those of tasks. */
const spanOf = (
  { spanFrom }: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): Span | undefined =>
  isOfDays(column)
    ? spanFrom(textOf(words), column.kind === 'timestamp' && column.name !== 'nextTaskAt')
    : undefined;

/** A condition on the days of a month or year, such as "before June" or "in June". */
function conditionsOnSpan(field: string, op: Operator, [first, last]: Span): Condition[] {
  if (op === 'before' || op === 'onOrAfter') return [{ field, op, value: first }];
  if (op === 'after' || op === 'onOrBefore') return [{ field, op, value: last }];
  return op === 'within' || op === 'is' ? [{ field, op: 'between', value: [first, last] }] : [];
}

/** Values whose labels match the words, first those whose labels are the words. */
function knownValues(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): string[] {
  const { texts, valuesOf } = vocabulary;
  const exact = exactValues(vocabulary, column, words);
  const all = [
    ...(column.hasMembers && texts.typedMe.some((label) => isMatch(words, label)) ? ['me'] : []),
    ...valuesOf(column)
      .filter(({ label }) => isMatch(words, label))
      .map(({ value }) => value),
  ];
  return [...exact, ...all.filter((value) => !exact.includes(value))];
}

/** Values whose labels are the words. */
export const exactValues = (
  { texts, valuesOf }: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): string[] => [
  ...(column.hasMembers && texts.typedMe.some((label) => isSame(words, label)) ? ['me'] : []),
  ...valuesOf(column)
    .filter(({ label }) => isSame(words, label))
    .map(({ value }) => value),
];

/** The value that the words can only stand for. Undefined if there are several. */
export function onlyValue(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): string | undefined {
  const exact = exactValues(vocabulary, column, words);
  const found = exact.length > 0 ? exact : knownValues(vocabulary, column, words);
  return found.length === 1 ? found[0] : undefined;
}

function boundsFrom(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): unknown[] {
  const place = words.findIndex(({ raw }) => raw.toLowerCase() === vocabulary.texts.typedAnd);
  if (place < 0) return [];
  const [from] = singleValues(vocabulary, column, words.slice(0, place));
  const [to] = singleValues(vocabulary, column, words.slice(place + 1));
  return from === undefined || to === undefined ? [] : [[from, to]];
}

/** Texts, numbers, amounts or days. */
function singleValues(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): unknown[] {
  const text = textOf(words);
  if (isOfDays(column)) {
    const date = vocabulary.dateFrom(text);
    return date ? [date] : days(words).filter((day) => isMatch(words, dayWords(vocabulary, day)));
  }
  if (text === '') return [];
  if (column.kind === 'number') return [vocabulary.numberFrom(text) ?? []].flat();
  if (column.kind === 'money') return [vocabulary.moneyFrom(text) ?? []].flat();
  return text.length <= listLimits.textCharacters ? [text] : [];
}

/** Known values, and the typed text unless it is one of them. */
function textsFrom(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): unknown[] {
  const known = knownValues(vocabulary, column, words);
  return known.some((value) => isSame(words, value))
    ? known
    : [...known, ...singleValues(vocabulary, column, words)];
}

/** Conditions for words without an operator, such as "owner me", "score 50" or "created this month". */
export function conditionsWithout(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): Condition[] {
  if (isOfDays(column)) return dayConditions(vocabulary, column, words);
  const ops = {
    text: ['contains', 'is'],
    phones: ['contains'],
    choice: ['anyOf'],
    choices: ['anyOf'],
  } as const;
  const { kind } = column;
  const likely: readonly Operator[] =
    kind === 'number' || kind === 'money' ? ['is', 'atLeast', 'atMost'] : ops[kind as keyof typeof ops];
  return likely.flatMap((op) => conditionsWith(vocabulary, column, op, words));
}

/** Conditions on days whose words contain the typed ones, such as "more than 60 days ago". */
function dayConditions(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): Condition[] {
  const field = column.name;
  const span = spanOf(vocabulary, column, words);
  if (span)
    return (['within', 'before', 'after'] as const).flatMap((op) => conditionsOnSpan(field, op, span));
  const date = vocabulary.dateFrom(textOf(words));
  if (date) return (['is', 'before', 'after'] as const).map((op) => ({ field, op, value: date }));
  const all = operators[column.kind].flatMap((op): Condition[] => {
    if (valueForm(op) === 'one') return days(words).map((value) => ({ field, op, value }));
    return valueForm(op) === 'period' ? periods(words).map((value) => ({ field, op, value })) : [];
  });
  return all.filter(({ op, value }) => isMatch(words, dayPart(vocabulary, op, value))).slice(0, valuesMax);
}

/** The first whole number among the words. */
function countIn(words: readonly TypedWord[]): number | undefined {
  const found = words.find(({ plain }) => /^[1-9]\d{0,4}$/.test(plain));
  return found && Number(found.plain);
}

/** Days that words can stand for. The words themselves are compared with them later. */
function days(words: readonly TypedWord[]): Day[] {
  const count = countIn(words);
  if (count === undefined) return [{ days: 0 }, { days: -1 }, { days: 1 }];
  return count <= listLimits.daysMax ? [{ days: -count }, { days: count }] : [];
}

/** Periods that words can stand for. */
function periods(words: readonly TypedWord[]): Period[] {
  const count = countIn(words);
  if (count === undefined) {
    return [
      ...periodUnits.map((unit): Period => ({ this: unit })),
      ...usualPeriods.map(([last, unit]): Period => ({ last, unit })),
      ...usualPeriods.map(([next, unit]): Period => ({ next, unit })),
    ];
  }
  if (count > listLimits.periodsMax) return [];
  return [
    ...periodUnits.map((unit): Period => ({ last: count, unit })),
    ...periodUnits.map((unit): Period => ({ next: count, unit })),
  ];
}
const usualPeriods = [
  [7, 'day'],
  [30, 'day'],
  [1, 'week'],
  [1, 'month'],
  [1, 'quarter'],
  [1, 'year'],
] as const;

/**
 * Conditions on columns that have a value with this label, such as a person or a tag. Labels that were typed completely
 * come first. Texts such as cities follow, because
 * only those of loaded rows are known.
 */
export function conditionsByValue(vocabulary: TypingVocabulary, words: readonly TypedWord[]): Condition[] {
  if (textOf(words).length < 2) return [];
  const columns = [...vocabulary.columns.values()];
  const choices = columns.filter(({ kind }) => kind === 'choice' || kind === 'choices');
  const exact = choices.flatMap((column) =>
    exactValues(vocabulary, column, words).map((value): Condition => ({
      field: column.name,
      op: 'anyOf',
      value: [value],
    })),
  );
  const ofChoices = choices.flatMap((column) => conditionsWith(vocabulary, column, 'anyOf', words));
  const ofTexts = columns
    .filter(({ kind }) => kind === 'text')
    .flatMap((column) =>
      [...new Set(knownValues(vocabulary, column, words))]
        .slice(0, 2)
        .map((value): Condition => ({ field: column.name, op: 'is', value })),
    );
  return [...exact, ...ofChoices, ...ofTexts];
}

/** Conditions on days within a period that is typed without a column, such as "last 30 days". Creation comes first. */
export function conditionsByPeriod(vocabulary: TypingVocabulary, words: readonly TypedWord[]): Condition[] {
  if (words.length < 2) return [];
  const found = periods(words).filter((period) => isMatch(words, periodWords(vocabulary, period)));
  const columns = [...vocabulary.columns.values()].filter(isOfDays);
  const isCreation = ({ name }: FilterColumn) => name === 'createdAt';
  return found
    .slice(0, 1)
    .flatMap((value) =>
      [...columns.filter(isCreation), ...columns.filter((column) => !isCreation(column))]
        .slice(0, valuesMax)
        .map(({ name }): Condition => ({ field: name, op: 'within', value })),
    );
}
