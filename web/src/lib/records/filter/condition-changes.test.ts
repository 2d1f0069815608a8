import { expect, test } from 'vitest';
import type { ColumnKind } from '#contract/lists/column-kind.ts';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { operators } from '#contract/lists/operators.ts';
import { simplified } from '../conditions.ts';
import {
  conditionOn,
  isComplete,
  withGroup,
  withNode,
  withOperator,
  withReplaced,
  withoutGroup,
} from './condition-changes.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((field): Condition => ({ field, op: 'isEmpty' })) as [
  Condition,
  Condition,
  Condition,
  Condition,
];

test('a new condition has an operator of its kind of column, and is incomplete', () => {
  for (const kind of Object.keys(operators) as ColumnKind[]) {
    const condition = conditionOn({ name: 'x', kind });
    expect(operators[kind]).toContain(condition.op);
    expect(isComplete(kind, condition)).toBe(false);
  }
});

test('a condition is complete once it has a value that its operator accepts', () => {
  const is = (kind: ColumnKind, op: Condition['op'], value?: unknown) =>
    isComplete(kind, { field: 'x', op, ...(value === undefined ? {} : { value }) });
  const euros = { amountMinor: 1, currency: 'EUR' };
  expect([is('text', 'is', 'a'), is('text', 'is', ' '), is('text', 'isEmpty')]).toEqual([true, false, true]);
  expect([is('number', 'less', 0), is('number', 'less', NaN), is('number', 'contains', 'a')]).toEqual([
    ...[true, false, false],
  ]);
  expect([is('date', 'before', '2026-03-31'), is('date', 'before', '0002-03-31')]).toEqual([true, false]);
  expect([is('date', 'before', { days: 0 }), is('date', 'within', { this: 'day' })]).toEqual([true, true]);
  expect([is('choice', 'anyOf', ['a']), is('choice', 'anyOf', [])]).toEqual([true, false]);
  expect([is('number', 'between', [1, 2]), is('number', 'between', [1])]).toEqual([true, false]);
  expect([
    is('money', 'between', [euros, euros]),
    is('money', 'between', [euros, { ...euros, currency: 'USD' }]),
  ]).toEqual([true, false]);
});

test('a condition keeps its value with an operator that accepts it, and loses it with others', () => {
  const condition: Condition = { field: 'x', op: 'less', value: 5 };
  expect(withOperator(condition, 'atMost')).toEqual({ field: 'x', op: 'atMost', value: 5 });
  expect(withOperator(condition, 'between')).toEqual({ field: 'x', op: 'between' });
  expect(withOperator(condition, 'isEmpty')).toEqual({ field: 'x', op: 'isEmpty' });
});

test('added conditions must all be met, unless they are added to a group', () => {
  expect(withNode(undefined, a)).toEqual(a);
  expect(withNode(a, b)).toEqual({ and: [a, b] });
  expect(withNode({ or: [a, b] }, c)).toEqual({ or: [a, b, c] });
  expect(withNode({ and: [a, b] }, c, 1)).toEqual({ and: [a, { or: [b, c] }] });
  expect(withNode({ and: [a, { or: [b, c] }] }, d, 1)).toEqual({ and: [a, { or: [b, c, d] }] });
});

test('a condition is replaced in its place', () => {
  expect(withReplaced(a, [], b)).toEqual(b);
  expect(withReplaced({ and: [a, { or: [b, c] }] }, [1, 0], d)).toEqual({ and: [a, { or: [d, c] }] });
});

test('a removed condition leaves no group of one and no empty filter', () => {
  expect(withReplaced(a, [], undefined)).toBeUndefined();
  expect(withReplaced({ and: [a, b] }, [0], undefined)).toEqual(b);
  expect(withReplaced({ and: [a, { or: [b, c] }] }, [1, 1], undefined)).toEqual({ and: [a, b] });
  expect(withReplaced({ and: [a, { or: [b, c] }] }, [0], undefined)).toEqual({ or: [b, c] });
  expect(simplified({ and: [{ or: [a] }] })).toEqual(a);
});

test('a group of conditions can be formed and dissolved', () => {
  const flat: Filter = { and: [a, b, c, d] };
  const grouped = withGroup(flat, [1, 2]);
  expect(grouped).toEqual({ and: [a, { or: [b, c] }, d] });
  expect(withoutGroup(grouped, 1)).toEqual(flat);
  expect(withGroup(grouped, [0, 1])).toEqual({ and: [{ or: [a, b, c] }, d] });
});
