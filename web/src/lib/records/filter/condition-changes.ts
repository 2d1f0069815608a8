import type { Money } from '#contract/field.ts';
import type { ColumnKind } from '#contract/lists/column-kind.ts';
import type { Condition, Filter, Operator } from '#contract/lists/filter-tree.ts';
import { operators } from '#contract/lists/operators.ts';
import { isDay, isMoment } from '#lib/i18n/format.ts';
import { groupKind, groupOf, isGroup, membersOf, simplified, type GroupKind } from '../conditions.ts';

// Changes to filters. Every function returns a new filter.

/** The operator of a new condition, which is the one used most for the kind of column. */
const firstOperators: Readonly<Record<ColumnKind, Operator>> = {
  text: 'contains',
  phones: 'contains',
  number: 'atLeast',
  money: 'atLeast',
  date: 'within',
  timestamp: 'within',
  choice: 'anyOf',
  choices: 'anyOf',
};

/** A new condition on a column, without a value. */
export const conditionOn = ({ name, kind }: { name: string; kind: ColumnKind }): Condition => ({
  field: name,
  op: firstOperators[kind],
});

/** What an operator compares with: nothing, one value, two bounds, a period, or a list of values. */
export type ValueForm = 'none' | 'one' | 'bounds' | 'period' | 'list';

const valueForms: Partial<Record<Operator, ValueForm>> = {
  isEmpty: 'none',
  isNotEmpty: 'none',
  between: 'bounds',
  within: 'period',
  anyOf: 'list',
  noneOf: 'list',
};
export const valueForm = (op: Operator): ValueForm => valueForms[op] ?? 'one';

/** The condition with another operator. It keeps its value if both operators compare with the same form of value. */
export const withOperator = ({ field, op, value }: Condition, next: Operator): Condition =>
  value === undefined || valueForm(op) !== valueForm(next) ? { field, op: next } : { field, op: next, value };

/** Whether a condition has everything that a request requires. */
export function isComplete(kind: ColumnKind, { op, value }: Condition): boolean {
  if (!operators[kind].includes(op)) return false;
  switch (valueForm(op)) {
    case 'none':
      return value === undefined;
    case 'period':
      return value !== undefined;
    case 'list':
      return Array.isArray(value) && value.length > 0;
    case 'bounds':
      return areBounds(kind, value);
    case 'one':
      return isValue(kind, value);
  }
}

function areBounds(kind: ColumnKind, value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2 || !value.every((one) => isValue(kind, one))) return false;
  const [from, to] = value as Money[];
  return kind !== 'money' || from?.currency === to?.currency;
}

function isValue(kind: ColumnKind, value: unknown): boolean {
  if (typeof value === 'string') {
    if (kind === 'timestamp' && isMoment(value)) return true;
    return kind === 'date' || kind === 'timestamp' ? isDay(value) : value.trim() !== '';
  }
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'object' && value !== null;
}

/** The position of a node: none for the whole filter, then its index in each group. */
export type Place = readonly number[];

/**
 * Adds a node to the group with this index, or to the whole filter. A condition there becomes a group with it.
 * Alternatives are added to alternatives one by one.
 */
export function withNode(filter: Filter | undefined, node: Filter, index?: number): Filter {
  if (!filter) return node;
  const kind = groupKind(filter);
  if (index === undefined) {
    const isSameKind = kind === 'or' && 'or' in node;
    return groupOf(kind, [...membersOf(filter), ...(isSameKind ? node.or : [node])]);
  }
  return groupOf(
    kind,
    membersOf(filter).map((member, at) => (at === index ? withMember(member, node, opposite(kind)) : member)),
  );
}

function withMember(member: Filter, node: Filter, kind: GroupKind): Filter {
  return groupOf(isGroup(member) ? groupKind(member) : kind, [...membersOf(member), node]);
}

export const opposite = (kind: GroupKind): GroupKind => (kind === 'and' ? 'or' : 'and');

/** Replaces the node at a place, or removes it if there is no replacement. */
export function withReplaced(filter: Filter, place: Place, node: Filter | undefined): Filter | undefined {
  const [index, ...rest] = place;
  if (index === undefined) return node && simplified(node);
  if (!('and' in filter || 'or' in filter)) return withReplaced(filter, rest, node);
  const members = membersOf(filter).flatMap((member, at) =>
    at === index ? (withReplaced(member, rest, node) ?? []) : [member],
  );
  return simplified(groupOf(groupKind(filter), members));
}

/** Puts members of the filter into a group of the opposite kind, at the place of the first one. */
export function withGroup(filter: Filter, indexes: readonly number[]): Filter {
  const kind = groupKind(filter);
  const members = membersOf(filter);
  const chosen = members.filter((_, at) => indexes.includes(at)).flatMap(membersOf);
  const first = Math.min(...indexes);
  return groupOf(
    kind,
    members.flatMap((member, at) => {
      if (at === first) return [groupOf(opposite(kind), chosen)];
      return indexes.includes(at) ? [] : [member];
    }),
  );
}

/** Puts the members of the group with this index in its place. */
export const withoutGroup = (filter: Filter, index: number): Filter =>
  groupOf(
    groupKind(filter),
    membersOf(filter).flatMap((member, at) => (at === index ? membersOf(member) : [member])),
  );
