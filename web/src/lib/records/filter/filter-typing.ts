import type { Condition, Operator } from '#contract/lists/filter-tree.ts';
import { operators } from '#contract/lists/operators.ts';
import { conditionWords, operatorLabel } from './condition-words.ts';
import { conditionOn, valueForm } from './condition-changes.ts';
import type { FilterColumn, TypingVocabulary } from './filter-vocabulary.ts';
import { conditionsByValue, conditionsWith, conditionsWithout } from './typed-values.ts';
import {
  isBeginning,
  matchWords,
  wordsAfter,
  wordsIn,
  type TypedWord,
  type WordMatch,
} from './typed-words.ts';

/** A condition that a typed text can stand for, or a text that completes it, with the condition that it begins. */
export type Suggestion = { words: string } & ({ condition: Condition } | { text: string; begun: Condition });

const suggestionsMax = 10;

/** Suggestions for a typed text, best first. The words of the text are a column, an operator and a value. */
export function suggestions(typed: string, vocabulary: TypingVocabulary): Suggestion[] {
  const words = wordsIn(typed);
  const conditions = (all: readonly Condition[]) =>
    all.map((condition) => ({ words: conditionWords(condition, vocabulary), condition }));
  const all: Suggestion[] = [
    ...conditions(emptyColumns(vocabulary, words)),
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
function columnMatches({ columns }: TypingVocabulary, words: readonly TypedWord[]): ColumnMatch[] {
  const rank = ({ count, isStart, isExact }: WordMatch) => count * 4 + (isExact ? 2 : 0) + (isStart ? 1 : 0);
  return [...columns.values()]
    .map((column) => ({ column, match: matchWords(words, column.label) }))
    .filter(({ match }) => match.count > 0 || words.length === 0)
    .sort((a, b) => rank(b.match) - rank(a.match));
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
  const conditions =
    known.length > 0
      ? known.flatMap(({ op, rest: value }) => conditionsWith(vocabulary, column, op, value))
      : rest.length > 0
        ? conditionsWithout(vocabulary, column, rest)
        : [];
  return [
    ...conditions.map((condition) => ({ words: conditionWords(condition, vocabulary), condition })),
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
  const { typedOperators, typedVerb } = vocabulary.texts;
  const phrases = [operatorLabel(vocabulary, column, op), ...(typedOperators[op] ?? [])];
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
