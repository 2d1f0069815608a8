import { expect, test } from 'vitest';
import { calendarDate } from '#contract/field.ts';
import { incompleteAfter, isIncomplete, lastComplete } from './incomplete-date.ts';

test('an incomplete date is accepted by no schema and keeps the complete one before it', () => {
  const incomplete = incompleteAfter(incompleteAfter('2026-12-24'));
  expect([isIncomplete(incomplete), lastComplete(incomplete)]).toEqual([true, '2026-12-24']);
  for (const value of [incomplete, incompleteAfter('')])
    expect(calendarDate.safeParse(value).success).toBe(false);
  expect([isIncomplete('2026-12-24'), isIncomplete(''), isIncomplete(undefined)]).toEqual([
    false,
    false,
    false,
  ]);
});
