import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { inSentence } from '#lib/i18n/in-sentence.ts';
import {
  amountPart,
  columnOf,
  dayPart,
  isOfDays,
  labelsOf,
  periodWords,
  valueWords,
} from './condition-words.ts';
import { groupKind, membersOf, simplified, type GroupKind } from '../conditions.ts';
import type { FilterColumn, FilterVocabulary } from './filter-vocabulary.ts';

/**
 * A sentence about the records in a list, such as "Customers in Bogotá without an activity in the last 60 days".
 * Conditions for which a language has no phrase become clauses: "Contacts where score is more than 50". All conditions
 * must be complete.
 */
export function filterWords(filter: Filter | undefined, vocabulary: FilterVocabulary): string {
  const tree = filter && simplified(filter);
  if (!tree) return vocabulary.subject;
  const { where } = vocabulary.texts;
  const isWhole = asCondition(tree) !== undefined || phraseOf(vocabulary, tree) !== undefined;
  const kind = isWhole ? 'and' : groupKind(tree);
  const parts = (isWhole ? [tree] : membersOf(tree)).map((node) => partOf(vocabulary, node));
  // Phrases can't be alternatives to clauses: "in Bogotá or where score is more than 50".
  const hasPhrases = kind === 'and' || parts.every(({ phrase }) => phrase !== undefined);
  const phrases = parts.filter(({ phrase }) => hasPhrases && phrase !== undefined);
  const clauses = parts.filter((part) => !phrases.includes(part));
  const start = [vocabulary.subject, phrasesTogether(vocabulary, phrases, kind)].filter(Boolean).join(' ');
  if (clauses.length === 0) return start;
  return `${start}${phrases.length > 1 ? ',' : ''} ${where} ${clausesTogether(vocabulary, clauses, kind)}`;
}

/** A condition or group of a filter. */
interface Part {
  role: 'place' | 'group' | 'other';
  /** The words after the subject. Undefined if the language needs a clause. */
  phrase: string | undefined;
  /** The words after `where`. */
  clause: string;
}

function partOf(vocabulary: FilterVocabulary, node: Filter): Part {
  const clause = nodeWords(vocabulary, node);
  const phrase = phraseOf(vocabulary, node);
  const field = asCondition(node)?.field;
  const isPlace = phrase !== undefined && (field === 'city' || field === 'country');
  const isGroup = phrase === undefined && field === undefined;
  return {
    role: isPlace ? 'place' : isGroup ? 'group' : 'other',
    // Clauses of a language without `where` follow the subject.
    phrase: phrase ?? (vocabulary.texts.where === '' ? clause : undefined),
    clause,
  };
}

/** Phrases in the order of a sentence: places first, and groups last because of their parentheses. */
function phrasesTogether(vocabulary: FilterVocabulary, parts: readonly Part[], kind: GroupKind): string {
  const ordered = kind === 'and' ? inOrder(parts) : parts;
  const words = ordered.map(({ phrase = '' }) => phrase);
  const roles = ordered.map(({ role }) => role).join(' ');
  return kind === 'and' && roles === 'place other' ? words.join(' ') : joined(vocabulary, words, kind);
}

/** Clauses. The parentheses of a group are needed only beside other clauses. */
function clausesTogether(vocabulary: FilterVocabulary, parts: readonly Part[], kind: GroupKind): string {
  const [only] = parts;
  if (parts.length === 1 && only?.role === 'group') return only.clause.slice(1, -1);
  const ordered = kind === 'and' ? inOrder(parts) : parts;
  return joined(
    vocabulary,
    ordered.map(({ clause }) => clause),
    kind,
  );
}

const inOrder = (parts: readonly Part[]): Part[] =>
  (['place', 'other', 'group'] as const).flatMap((role) => parts.filter((part) => part.role === role));

/** Conditions joined by "and" or "or", with a comma if the words themselves contain one of these. */
function joined({ texts }: FilterVocabulary, parts: readonly string[], kind: GroupKind): string {
  const [first = '', second = ''] = parts;
  const isLong = parts.some((part) => part.includes(` ${texts.or} `) || part.includes(` ${texts.and} `));
  if (parts.length === 2 && isLong) return `${first}, ${texts[kind]} ${second}`;
  return kind === 'and' ? texts.andList(parts) : texts.orList(parts);
}

/** A node as a clause. Groups are in parentheses. */
function nodeWords(vocabulary: FilterVocabulary, node: Filter): string {
  const condition = asCondition(node);
  if (condition) return clauseOf(vocabulary, condition);
  const { where } = vocabulary.texts;
  const parts = membersOf(node).map((member) => {
    const phrase = where === '' ? phraseOf(vocabulary, member) : undefined;
    return phrase ?? nodeWords(vocabulary, member);
  });
  return `(${joined(vocabulary, parts, groupKind(node))})`;
}

/** A condition, or alternative texts of one column as a condition with several values. */
function asCondition(node: Filter): Condition | undefined {
  if (!('and' in node || 'or' in node)) return node;
  const members = 'or' in node ? node.or : [];
  const [first, ...others] = members;
  if (!first || !isText(first)) return undefined;
  const values = members.flatMap((one) => (isText(one) && one.field === first.field ? [one.value] : []));
  return values.length > others.length ? { ...first, value: values } : undefined;
}

const isText = (node: Filter): node is Condition =>
  'op' in node && node.op === 'is' && typeof node.value === 'string';

function clauseOf(vocabulary: FilterVocabulary, { field, op, value }: Condition): string {
  const { clauses, orList, norList } = vocabulary.texts;
  const column = columnOf(vocabulary, field);
  const label = inSentence(column.label);
  if (isOfDays(column) && op !== 'isEmpty' && op !== 'isNotEmpty')
    return clauses.day(label, dayPart(vocabulary, op, value));
  switch (op) {
    case 'isEmpty':
    case 'isNotEmpty':
      return clauses[op](label);
    case 'contains':
    case 'startsWith':
      return clauses[op](label, String(value));
    case 'anyOf':
      return clauses[column.kind === 'choices' ? 'includes' : 'is'](
        label,
        orList(labelsOf(vocabulary, column, value)),
      );
    case 'noneOf':
      return clauses[column.kind === 'choices' ? 'excludes' : 'isNot'](
        label,
        norList(labelsOf(vocabulary, column, value)),
      );
    case 'is':
    case 'isNot':
      return equality(vocabulary, column, op, value);
    default:
      return clauses.amount(label, amountPart(vocabulary, op, value));
  }
}

function equality(
  vocabulary: FilterVocabulary,
  column: FilterColumn,
  op: 'is' | 'isNot',
  value: unknown,
): string {
  const { clauses, orList } = vocabulary.texts;
  const label = inSentence(column.label);
  if (Array.isArray(value)) return clauses[op](label, orList(value.map(String)));
  if (column.kind === 'text') return clauses[op](label, String(value));
  return clauses[op === 'is' ? 'isNumber' : 'isNotNumber'](label, valueWords(vocabulary, value));
}

/** The phrase for a node, if there is one. */
function phraseOf(vocabulary: FilterVocabulary, node: Filter): string | undefined {
  const condition = asCondition(node);
  return condition ? conditionPhrase(vocabulary, condition) : withoutRecentActivity(vocabulary, node);
}

/** Records without an activity since a day, which includes those without any. */
function withoutRecentActivity(vocabulary: FilterVocabulary, node: Filter): string | undefined {
  const members = 'or' in node ? node.or : [];
  const conditions = members.filter((one) => 'op' in one && one.field === 'lastTouchAt') as Condition[];
  if (members.length !== 2 || conditions.length !== 2) return undefined;
  const before = conditions.find(({ op }) => op === 'before')?.value as { days?: number } | undefined;
  const isAlsoEmpty = conditions.some(({ op }) => op === 'isEmpty');
  return isAlsoEmpty && before?.days !== undefined && before.days < 0
    ? vocabulary.phrases.withoutActivityIn(periodWords(vocabulary, { last: -before.days, unit: 'day' }))
    : undefined;
}

const people = { ownerId: 'assigned', createdBy: 'createdBy', updatedBy: 'updatedBy' } as const;
const present = {
  lastTouchAt: 'touched',
  lastDoneAt: 'done',
  lastActivityAt: 'withActivity',
  nextTaskAt: 'withTask',
} as const;
const missing = {
  lastTouchAt: 'untouched',
  lastDoneAt: 'notDone',
  lastActivityAt: 'withoutActivity',
  nextTaskAt: 'withoutTask',
} as const;
const moments = [
  ...(['createdAt', 'updatedAt', 'deletedAt', 'closedAt', 'convertedAt', 'stageSince'] as const),
  ...(['lastTouchAt', 'lastDoneAt', 'lastActivityAt', 'nextTaskAt'] as const),
];

function conditionPhrase(vocabulary: FilterVocabulary, condition: Condition): string | undefined {
  const { phrases } = vocabulary;
  const { field, op, value } = condition;
  const column = columnOf(vocabulary, field);
  if (op === 'isNotEmpty')
    return field in present ? phrases[present[field as keyof typeof present]] : undefined;
  if (op === 'isEmpty')
    return field in missing
      ? phrases[missing[field as keyof typeof missing]]
      : phrases.without(inSentence(column.label));
  if (field === 'nextTaskAt' && op === 'before' && (value as { days?: number }).days === 0)
    return phrases.overdue;
  const moment = moments.find((name) => name === field);
  if (moment) return phrases[moment](dayPart(vocabulary, op, value));
  if (op === 'anyOf' && field in people)
    return phrases[people[field as keyof typeof people]](labelsOf(vocabulary, column, value));
  return phraseOfValues(vocabulary, column, condition);
}

function phraseOfValues(
  vocabulary: FilterVocabulary,
  column: FilterColumn,
  { op, value }: Condition,
): string | undefined {
  const { phrases } = vocabulary;
  switch (`${column.name} ${op}`) {
    case 'city is':
      return phrases.in([value].flat().map(String));
    case 'city isNot':
      return phrases.notIn([String(value)]);
    case 'country anyOf':
      return phrases.in(labelsOf(vocabulary, column, value));
    case 'country noneOf':
      return phrases.notIn(labelsOf(vocabulary, column, value));
    case 'ownerId noneOf':
      return phrases.notAssigned(labelsOf(vocabulary, column, value));
    case 'tagIds anyOf':
      return phrases.tagged(labelsOf(vocabulary, column, value));
    case 'tagIds noneOf':
      return phrases.notTagged(labelsOf(vocabulary, column, value));
    default:
      return undefined;
  }
}
