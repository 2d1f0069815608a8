import type { ColumnKind } from './column-kind.ts';
import type { Operator } from './filter-tree.ts';

const emptiness = ['isEmpty', 'isNotEmpty'] as const;
const amounts = ['is', 'isNot', 'less', 'atMost', 'more', 'atLeast', 'between', ...emptiness] as const;
const days = ['is', 'before', 'onOrBefore', 'after', 'onOrAfter', 'between', 'within', ...emptiness] as const;

/** The operators of each kind of column. Browsers load them without schemas. */
export const operators: Readonly<Record<ColumnKind, readonly Operator[]>> = {
  text: ['is', 'isNot', 'contains', 'startsWith', ...emptiness],
  phones: ['contains', ...emptiness],
  number: amounts,
  money: amounts,
  date: days,
  timestamp: days,
  choice: ['anyOf', 'noneOf', ...emptiness],
  choices: ['anyOf', 'noneOf', ...emptiness],
};

export const periodUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodUnit = (typeof periodUnits)[number];
