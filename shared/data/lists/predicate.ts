import { readableDomains } from '#contract/email-address.ts';
import type { Column } from '#contract/lists/column.ts';
import type { Day, Period } from '#contract/lists/filter.ts';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { storedMoment } from '#contract/moment.ts';
import type { PeriodUnit } from '#contract/lists/operators.ts';
import type { Money } from '#contract/field.ts';
import { addDays, dateAfter, dateIn, startOfDay } from '../values/day.ts';
import { startOfPeriod } from '../values/period.ts';
import { foldCase, withoutTypedZeros } from '../values/search-terms.ts';

/** A test of a column's value. Empty values fail every test except `empty`. */
export type Test =
  | { empty: true }
  /** Text in the form of `foldCase`, here and in the next two tests. */
  | { equals: string }
  | { contains: string }
  | { startsWith: string }
  /** Folded words of a text. */
  | { mentions: string }
  /** Digits of a phone number. */
  | { digits: string }
  | { anyOf: readonly string[] }
  | Range
  | (Range & { currency: string })
  /** Amounts in major units, of any currency. */
  | { amounts: readonly number[] };

/** A range of numbers, dates or timestamps. Both ends are included by default. Dates and timestamps compare as text. */
export interface Range {
  from?: string | number;
  to?: string | number;
  excludesTo?: true;
  excludesFrom?: true;
}

/**
 * A filter in terms of stored values: relative dates are resolved, texts are folded, and `me` is replaced by an id. An
 * inverted test matches the records that the test doesn't match. An inverted `anyOf`, for example, also matches records
 * without a value.
 */
export type Predicate =
  | { all: readonly Predicate[] }
  | { any: readonly Predicate[] }
  | { column: Column; test: Test; isInverted: boolean };

/** The time, time zone, fiscal year and user to which relative dates and `me` in a filter refer. */
export interface Viewpoint {
  now: string;
  timeZone: string;
  /** The first month (1 to 12) of the fiscal year. */
  yearStartMonth: number;
  userId: string;
}

/** Converts a filter that `checkFilter` accepted. */
export function predicateOf(
  tree: Filter,
  columns: ReadonlyMap<string, Column>,
  viewpoint: Viewpoint,
): Predicate {
  if ('and' in tree) return { all: tree.and.map((node) => predicateOf(node, columns, viewpoint)) };
  if ('or' in tree) return { any: tree.or.map((node) => predicateOf(node, columns, viewpoint)) };
  const column = columns.get(tree.field);
  if (!column) throw new Error(`unchecked filter: no column ${tree.field}`);
  if (column.hasTags && column.existing && (tree.op === 'isEmpty' || tree.op === 'isNotEmpty'))
    return {
      column,
      test: { anyOf: withMerged(column, column.existing) },
      isInverted: tree.op === 'isEmpty',
    };
  const isInverted = ['isNot', 'noneOf', 'isNotEmpty'].includes(tree.op);
  return { column, test: testOf(column, tree, viewpoint), isInverted };
}

function testOf(column: Column, { op, value }: Condition, viewpoint: Viewpoint): Test {
  if (op === 'isEmpty' || op === 'isNotEmpty') return { empty: true };
  switch (column.kind) {
    case 'choice':
    case 'choices':
      return {
        anyOf: withMerged(
          column,
          (value as string[]).map((id) => (column.hasMembers && id === 'me' ? viewpoint.userId : id)),
        ),
      };
    case 'text':
      return textTest(op, foldCase(readableDomains(value as string)));
    case 'phones':
      return digitsTest(withoutTypedZeros(value as string).replace(/\D/g, ''));
    case 'number':
      return numberRange(op, value as number | [number, number]);
    case 'money': {
      const [first, last = first] = Array.isArray(value) ? (value as Money[]) : [value as Money];
      if (!first || !last) throw new Error('unchecked filter: no amount');
      const range = numberRange(
        op,
        op === 'between' ? [first.amountMinor, last.amountMinor] : first.amountMinor,
      );
      return { ...range, currency: first.currency };
    }
    case 'date':
    case 'timestamp': {
      if (typeof value === 'string' && value.length > '2026-03-31'.length) return momentRange(op, value);
      const range = dayRange(op, value, viewpoint);
      return column.kind === 'date' ? range : instants(range, viewpoint.timeZone);
    }
  }
}

/** Ids, and those that count as one of them. */
function withMerged({ merged, finals, hidden }: Column, named: readonly string[]): string[] {
  const ids = hidden ? named.filter((id) => !hidden.has(id)) : named;
  return [
    ...ids,
    ...[...(merged ?? [])].flatMap(([id, into]) => (ids.includes(into) ? [id] : [])),
    ...ids.flatMap((id) => finals?.get(id) ?? []),
  ];
}

/** No record matches, for phone numbers without digits. */
const nothing: Test = { anyOf: [] };

const digitsTest = (digits: string): Test => (digits === '' ? nothing : { digits });

function textTest(op: Condition['op'], text: string): Test {
  if (text === '') return nothing;
  if (op === 'contains') return { contains: text };
  return op === 'startsWith' ? { startsWith: text } : { equals: text };
}

function numberRange(op: Condition['op'], value: number | readonly [number, number]): Range {
  if (typeof value !== 'number') return { from: value[0], to: value[1] };
  switch (op) {
    case 'less':
      return { to: value, excludesTo: true };
    case 'atMost':
      return { to: value };
    case 'more':
      return { from: value, excludesFrom: true };
    case 'atLeast':
      return { from: value };
    default:
      return { from: value, to: value };
  }
}

/** The range that begins or ends at a moment. */
function momentRange(op: Condition['op'], moment: string): Range {
  const at = storedMoment(moment);
  if (op === 'before') return { to: at, excludesTo: true };
  if (op === 'onOrBefore') return { to: at };
  return op === 'after' ? { from: at, excludesFrom: true } : { from: at };
}

/** A range of dates, both included. A missing end is open. */
interface DayRange {
  from?: string;
  to?: string;
}

function dayRange(op: Condition['op'], value: unknown, viewpoint: Viewpoint): DayRange {
  const today = dateIn(viewpoint.timeZone, viewpoint.now);
  if (op === 'within') return periodRange(value as Period, today, viewpoint.yearStartMonth);
  if (op === 'between') {
    const [from, to] = value as [Day, Day];
    return { from: dateOf(from, today), to: dateOf(to, today) };
  }
  const date = dateOf(value as Day, today);
  switch (op) {
    case 'before':
      return { to: addDays(date, -1) };
    case 'onOrBefore':
      return { to: date };
    case 'after':
      return { from: dateAfter(date) };
    case 'onOrAfter':
      return { from: date };
    default:
      return { from: date, to: date };
  }
}

const dateOf = (day: Day, today: string): string =>
  typeof day === 'string' ? day : addDays(today, day.days);

function periodRange(period: Period, today: string, yearStartMonth: number): DayRange {
  if ('this' in period) {
    const from = startOfPeriod(period.this, today, yearStartMonth);
    return { from, to: addDays(addUnits(from, period.this, 1), -1) };
  }
  return 'last' in period
    ? { from: dateAfter(addUnits(today, period.unit, -period.last)), to: today }
    : { from: today, to: addDays(addUnits(today, period.unit, period.next), -1) };
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/**
 * The date some units later, or earlier for a negative number. If the month is too short, the date is the last day of
 * the month.
 */
function addUnits(date: string, unit: PeriodUnit, count: number): string {
  if (unit === 'day') return addDays(date, count);
  if (unit === 'week') return addDays(date, count * 7);
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const months = year * 12 + (month - 1) + count * monthsIn[unit];
  const lastDay = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const at = new Date(0);
  at.setUTCFullYear(Math.floor(months / 12), months % 12, Math.min(day, lastDay));
  return at.toISOString().slice(0, 10);
}

const instants = ({ from, to }: DayRange, timeZone: string): Range => ({
  ...(from === undefined ? {} : { from: startOfDay(timeZone, from) }),
  ...(to === undefined ? {} : { to: startOfDay(timeZone, dateAfter(to)), excludesTo: true }),
});
