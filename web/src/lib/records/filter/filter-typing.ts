import type { Condition, Filter, Operator } from '#contract/lists/filter-tree.ts';
import { operators } from '#contract/lists/operators.ts';
import { conditionWords, operatorLabel } from './condition-words.ts';
import { conditionOn, valueForm } from './condition-changes.ts';
import type { FilterColumn, TypingVocabulary } from './filter-vocabulary.ts';
import { alternatives, alternativeWords } from './typed-alternatives.ts';
import {
  conditionsByPeriod,
  conditionsByValue,
  conditionsWith,
  conditionsWithout,
  exactValues,
} from './typed-values.ts';
import {
  isBeginning,
  isSame,
  matchWords,
  wordsAfter,
  wordsIn,
  type TypedWord,
  type WordMatch,
} from './typed-words.ts';

/**
 * A condition or a group on one column that a typed text can stand for, or a text that completes it, with the condition
 * that it begins.
 */
export type Suggestion = { words: string } & ({ condition: Filter } | { text: string; begun: Condition });

const suggestionsMax = 10;

/** Suggestions for a typed text, best first. The words of the text are a column, an operator and a value. */
export function suggestions(typed: string, vocabulary: TypingVocabulary): Suggestion[] {
  const words = wordsIn(typed);
  const conditions = (all: readonly Condition[]) =>
    all.map((condition) => ({ words: conditionWords(condition, vocabulary), condition }));
  const all: Suggestion[] = [
    ...conditions(emptyColumns(vocabulary, words)),
    ...conditions(conditionsByPeriod(vocabulary, words)),
    ...columnMatches(vocabulary, words).flatMap(({ column, match }) =>
      forColumn(vocabulary, column, match, words.slice(match.count)),
    ),
    ...conditions(conditionsByValue(vocabulary, words)),
  ];
  const first = all.filter(({ words: own }, at) => all.findIndex((one) => one.words === own) === at);
  return first.slice(0, suggestionsMax);
}

/** Columns that must be empty, such as for "no e-mail". */
function emptyColumns(vocabulary: TypingVocabulary, words: readonly TypedWord[]): Condition[] {
  if (vocabulary.columns.has('ownerId') && vocabulary.texts.typedUnassigned.some((one) => isSame(words, one)))
    return [{ field: 'ownerId', op: 'isEmpty' }];
  return vocabulary.texts.typedWithout.flatMap((phrase) => {
    const rest = wordsAfter(words, phrase);
    if (!rest || rest.length === 0) return [];
    return columnMatches(vocabulary, rest)
      .filter(({ match }) => match.count === rest.length)
      .map(({ column: { name } }) => ({ field: name, op: 'isEmpty' as const }));
  });
}

interface ColumnMatch {
  column: FilterColumn;
  match: WordMatch;
}

/** Columns whose label starts with the words, or contains words that do. Those that match more words come first. */
function columnMatches({ columns, texts }: TypingVocabulary, words: readonly TypedWord[]): ColumnMatch[] {
  const matchOf = ({ name, label }: FilterColumn) =>
    [
      matchWords(words, label),
      ...(texts.typedColumns[name] ?? []).map((one) => matchOfName(words, one)),
    ].reduce((best, match) => (rank(match) > rank(best) ? match : best));
  return [...columns.values()]
    .map((column) => ({ column, match: matchOf(column) }))
    .filter(({ match }) => match.count > 0 || words.length === 0)
    .sort((a, b) => rank(b.match) - rank(a.match));
}

const rank = ({ count, isStart, isExact }: WordMatch): number =>
  count * 4 + (isExact ? 2 : 0) + (isStart ? 1 : 0);

/** How the words match another name of a column, which isn't shown: they start with it, or are most of it. */
function matchOfName(words: readonly TypedWord[], name: string): WordMatch {
  const rest = wordsAfter(words, name);
  if (rest) return { count: words.length - rest.length, isStart: true, isExact: true };
  const isBegun = (words[0]?.plain.length ?? 0) > 3 && isBeginning(words, name);
  return { count: isBegun ? words.length : 0, isStart: isBegun, isExact: false };
}

function forColumn(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  match: WordMatch,
  rest: readonly TypedWord[],
): Suggestion[] {
  if (rest.length === 0 && !match.isExact)
    return [{ words: column.label, text: `${column.label} `, begun: conditionOn(column) }];
  const known = operatorsIn(vocabulary, column, rest);
  const isList = column.kind === 'choice' || column.kind === 'choices';
  const split = known.length > 0 || !isList ? known : [{ op: 'anyOf' as const, rest }];
  const several = split
    .flatMap(({ op, rest: values }) => alternatives(vocabulary, column, op, values) ?? [])
    .map((condition) => ({ words: alternativeWords(condition, vocabulary, column), condition }));
  const conditions = (
    known.length > 0
      ? known.flatMap(({ op, rest: value }) => conditionsWith(vocabulary, column, op, value))
      : rest.length > 0
        ? conditionsWithout(vocabulary, column, rest)
        : []
  ).map((condition) => ({ words: conditionWords(condition, vocabulary), condition }));
  const isValue = split.some(({ rest: value }) => exactValues(vocabulary, column, value).length > 0);
  return [
    ...(isValue ? [...conditions, ...several] : [...several, ...conditions]),
    ...operators[column.kind]
      .filter((op) => isUnfinished(vocabulary, column, op, rest))
      .map((op) => forOperator(vocabulary, column, op)),
  ];
}

function forOperator(vocabulary: TypingVocabulary, column: FilterColumn, op: Operator): Suggestion {
  if (valueForm(op) === 'none') {
    const condition = { field: column.name, op };
    return { words: conditionWords(condition, vocabulary), condition };
  }
  const text = `${column.label} ${operatorLabel(vocabulary, column, op)}`;
  return { words: `${text} …`, text: `${text} `, begun: { field: column.name, op } };
}

/** What can be typed for an operator. */
function phrasesFor(vocabulary: TypingVocabulary, column: FilterColumn, op: Operator): string[] {
  const { typedOperators, typedUnassigned, typedVerb } = vocabulary.texts;
  const phrases = [
    operatorLabel(vocabulary, column, op),
    ...(typedOperators[op] ?? []),
    ...(column.hasMembers && op === 'isEmpty' ? typedUnassigned : []),
  ];
  return [...phrases, ...phrases.map((phrase) => `${typedVerb} ${phrase}`)];
}

/** The operators with the longest phrase at the beginning of the words, and the words after it. */
function operatorsIn(
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  words: readonly TypedWord[],
): { op: Operator; rest: readonly TypedWord[] }[] {
  const found = operators[column.kind].flatMap((op) =>
    phrasesFor(vocabulary, column, op).flatMap((phrase) => {
      const rest = wordsAfter(words, phrase);
      return rest ? [{ op, rest }] : [];
    }),
  );
  const shortest = Math.min(...found.map(({ rest }) => rest.length));
  return found.filter(({ rest }) => rest.length === shortest);
}

/** Whether the words are the beginning of an operator, or the whole operator without a value. */
const isUnfinished = (
  vocabulary: TypingVocabulary,
  column: FilterColumn,
  op: Operator,
  words: readonly TypedWord[],
): boolean => phrasesFor(vocabulary, column, op).some((phrase) => isBeginning(words, phrase));
