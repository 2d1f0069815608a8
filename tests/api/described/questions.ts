import { columnsOf, type Column } from '#contract/lists/column.ts';
import type { ColumnKind } from '#contract/lists/column-kind.ts';
import type { Condition, Filter, Operator } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { operators } from '#contract/lists/operators.ts';
import type { Organization } from '#contract/organization.ts';
import type { RecordType } from '#contract/record-type.ts';
import type { Existing } from './values.ts';

/** Values that conditions on a kind of column can name. */
function valuesOf(kind: ColumnKind, op: Operator, currency: string): unknown[] {
  const days = ['2026-03-31', '1900-01-01', { days: -30 }, { days: 0 }];
  const numbers = [0, 12, -1.5, 1e15];
  const amounts = [0, 120_000].map((amountMinor) => ({ amountMinor, currency }));
  const of: Partial<Record<ColumnKind, unknown[]>> = {
    text: ['Ana', ' a ', 'x'.repeat(300), '%_'],
    phones: ['+34', '555'],
    number: numbers,
    money: amounts,
    date: days,
    timestamp: days,
  };
  const all = of[kind] ?? [];
  if (op === 'within') return [{ this: 'quarter' }, { last: 3, unit: 'week' }, { next: 1_000, unit: 'day' }];
  return op === 'between' ? all.map((from) => [from, all.at(-1)]) : all;
}

function conditionsOn(column: Column, currency: string, member: string): Condition[] {
  const { name: field, kind, choices, existing, hasMembers } = column;
  const named = choices ?? existing ?? [hasMembers ? 'me' : member];
  return operators[kind].flatMap((op): Condition[] => {
    if (op === 'isEmpty' || op === 'isNotEmpty') return [{ field, op }];
    if (op === 'anyOf' || op === 'noneOf')
      return named.length > 0 ? [{ field, op, value: named.slice(0, 3) }] : [];
    return valuesOf(kind, op, currency).map((value) => ({ field, op, value }));
  });
}

/** All names, as many at a time as a parameter can list. */
const together = (names: readonly string[], most: number): string[] =>
  Array.from({ length: Math.ceil(names.length / most) }, (_, at) =>
    names.slice(at * most, (at + 1) * most).join(','),
  );

/** Values for questions about the records of a type: filters, sort orders and columns that exist for it. */
export function questionsAbout(type: RecordType, settings: Organization, member: string): Existing {
  const columns = [...columnsOf(type, [], settings).values()].filter(({ hasTags }) => !hasTags);
  const names = columns.map(({ name }) => name);
  const shown = columns.filter(({ isMinorUnits }) => !isMinorUnits).map(({ name }) => name);
  const conditions: Filter[] = columns.flatMap((column) => conditionsOn(column, settings.currency, member));
  const groups = conditions.flatMap((one, at): Filter[] => {
    const other = conditions[(at * 7 + 3) % conditions.length]!;
    return at % 9 === 0 ? [{ and: [one, { or: [other, one] }] }, { or: [one, other] }] : [];
  });
  const numbers = columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  const sortable = columns.filter(({ kind }) => kind !== 'phones').map(({ name }) => name);
  const choices = columns.filter(({ kind }) => kind === 'choice').map(({ name }) => name);
  const people = columns.filter(({ hasMembers }) => hasMembers).map(({ name }) => name);
  return {
    filter: [...conditions, ...groups],
    field: names,
    sorts: sortable.map((field, at) => [{ field, descending: at % 2 === 0 }]),
    sort: type.sorts.flatMap((name) => [name, `-${name}`]),
    columns: [shown, shown.slice(0, 2)],
    include: [people, people.join(','), ...together(shown, listLimits.included)],
    by: choices,
    measures: [numbers.slice(0, 3)],
  };
}
