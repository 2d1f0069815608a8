import { expect, test } from 'vitest';
import { fitting } from './byte-budget.ts';

test('values are kept in their order as long as their JSON fits, in bytes and across several lists', () => {
  const budget = { left: 20 };
  expect(fitting(budget, ['é1', 'b2'])).toEqual({ values: ['é1', 'b2'], isCut: false });
  expect(budget.left).toBe(9);
  expect(fitting(budget, ['c', 'much too long', 'd'])).toEqual({ values: ['c'], isCut: true });
  expect(fitting(budget, [])).toEqual({ values: [], isCut: false });
});
