import type { Money } from '#contract/field.ts';
import type { Day, Period } from '#contract/lists/filter.ts';
import type { Condition, Operator } from '#contract/lists/filter-tree.ts';
import { valueForm } from './condition-changes.ts';
import type { FilterColumn, FilterVocabulary } from './filter-vocabulary.ts';

/** The operator of a kind of column in menus. */
export function operatorLabel(
  { texts }: Pick<FilterVocabulary, 'texts'>,
  { kind }: FilterColumn,
  op: Operator,
) {
  const { days, choices } = texts.operatorsByKind;
  const ofKind =
    kind === 'date' || kind === 'timestamp' ? days[op] : kind === 'choices' ? choices[op] : undefined;
  return ofKind ?? texts.operators[op];
}

/** A condition as on a chip, such as "City is Bogotá". Only the label, if the condition has no value yet. */
export function conditionWords(condition: Condition, vocabulary: FilterVocabulary): string {
  const { texts } = vocabulary;
  const column = columnOf(vocabulary, condition.field);
  if (condition.value === undefined && valueForm(condition.op) !== 'none') return column.label;
  return texts.chip.of(column.label, chipPart(vocabulary, column, condition));
}

/** The column of a field. A field that no longer exists is a text with its name as the label. */
export const columnOf = ({ columns }: FilterVocabulary, field: string): FilterColumn =>
  columns.get(field) ?? { name: field, kind: 'text', label: field };

function chipPart(vocabulary: FilterVocabulary, column: FilterColumn, condition: Condition): string {
  const { chip, orList, norList, exceptList } = vocabulary.texts;
  const { op, value } = condition;
  const { label } = column;
  if (op === 'isEmpty' || op === 'isNotEmpty') return chip[op](label);
  if (isOfDays(column)) return dayPart(vocabulary, op, value);
  switch (op) {
    case 'contains':
    case 'startsWith':
      return chip[op](label, String(value));
    case 'anyOf':
      return chip[column.kind === 'choices' ? 'includes' : 'is'](
        label,
        orList(labelsOf(vocabulary, column, value)),
      );
    case 'noneOf':
      return column.kind === 'choices'
        ? chip.excludes(label, norList(labelsOf(vocabulary, column, value)))
        : chip.isNot(label, exceptList(labelsOf(vocabulary, column, value)));
    case 'is':
    case 'isNot':
      return chip[op](label, valueWords(vocabulary, value));
    default:
      return amountPart(vocabulary, op, value);
  }
}

export const isOfDays = ({ kind }: FilterColumn): boolean => kind === 'date' || kind === 'timestamp';

/** The labels of the values that a condition names. */
export const labelsOf = (vocabulary: FilterVocabulary, column: FilterColumn, values: unknown): string[] =>
  (values as string[]).map((value) =>
    column.hasMembers && value === 'me' ? vocabulary.texts.me : vocabulary.labelOf(column, value),
  );

/** A text, number or amount. */
export function valueWords({ number, money }: FilterVocabulary, value: unknown): string {
  if (typeof value === 'number') return number(value);
  return typeof value === 'object' ? money(value as Money) : String(value);
}

/** The operator and value of a condition on numbers or amounts, such as "more than $5,000". */
export function amountPart(vocabulary: FilterVocabulary, op: Operator, value: unknown): string {
  const { amounts } = vocabulary.texts;
  if (op === 'between') {
    const [from, to] = value as unknown[];
    return amounts.between(valueWords(vocabulary, from), valueWords(vocabulary, to));
  }
  const text = valueWords(vocabulary, value);
  return op === 'less' || op === 'atMost' || op === 'more' || op === 'atLeast' ? amounts[op](text) : text;
}

/** The operator and value of a condition on days, such as "before today", "more than 60 days ago" or "this month". */
export function dayPart(vocabulary: FilterVocabulary, op: Operator, value: unknown): string {
  const { days } = vocabulary.texts;
  if (op === 'within') return periodWords(vocabulary, value as Period);
  if (op === 'between') {
    const [from, to] = value as [Day, Day];
    return days.between(dayWords(vocabulary, from), dayWords(vocabulary, to));
  }
  const day = value as Day;
  const known = op === 'before' || op === 'onOrBefore' || op === 'after' || op === 'onOrAfter' ? op : 'is';
  const count = typeof day === 'string' ? 0 : day.days;
  if (Math.abs(count) > 1) return (count < 0 ? days.ago : days.ahead)[known](Math.abs(count));
  if (known !== 'is') return days[known](dayWords(vocabulary, day));
  return typeof day === 'string' ? days.on(vocabulary.date(day)) : dayWords(vocabulary, day);
}

/** A day within a sentence, such as "today" or "60 days ago". */
export function dayWords({ texts: { days }, date }: FilterVocabulary, day: Day): string {
  if (typeof day === 'string') return days.date(date(day));
  const near: Record<number, string> = { [-1]: days.yesterday, 0: days.today, 1: days.tomorrow };
  return near[day.days] ?? (day.days < 0 ? days.ago : days.ahead).is(Math.abs(day.days));
}

/** A period, such as "this month" or "in the last 30 days". */
export function periodWords({ texts: { periods } }: Pick<FilterVocabulary, 'texts'>, period: Period): string {
  if ('this' in period) return periods.this[period.this];
  return 'last' in period ? periods.last[period.unit](period.last) : periods.next[period.unit](period.next);
}
