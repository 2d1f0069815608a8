import type { Condition } from '#contract/lists/filter-tree.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** What "more than … days ago" begins with, and "less than … days ago". */
const usualDays = 30;

/** Operators of the menu that compare with a period or with a number of days before today. */
export const relativeOperators = (): { value: string; label: string }[] => [
  { value: 'within', label: t.filterBar.inThePeriod },
  { value: 'before ago', label: t.filterBar.moreThanDaysAgo },
  { value: 'after ago', label: t.filterBar.lessThanDaysAgo },
];

/** The operator of a condition that compares with a number of days before today; undefined for other conditions. */
export function daysAgoKey({ op, value }: Condition): string | undefined {
  const days = typeof value === 'object' && value !== null && 'days' in value ? Number(value.days) : 0;
  return (op === 'before' || op === 'after') && days < 0 ? `${op} ago` : undefined;
}

/** Whether a key of the menu stands for a number of days before today. */
export const isOfDaysAgo = (key: string): boolean => key.endsWith(' ago');

/** The condition with one of these operators. Undefined for other operators, unless they follow one with days. */
export function operatorOf(key: string, condition: Condition, wasDaysAgo: boolean): Condition | undefined {
  const op = key.replace(' ago', '') as Condition['op'];
  // Otherwise, "before" with a number of days would again be "more than … days ago".
  if (!isOfDaysAgo(key)) return wasDaysAgo ? { field: condition.field, op } : undefined;
  const value = daysAgoKey(condition) ? condition.value : { days: -usualDays };
  return { field: condition.field, op, value };
}
