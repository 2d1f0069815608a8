import { expect, test } from 'vitest';
import type { Stage } from '#contract/organization.ts';
import type { AnyRow } from '../view.ts';
import { placeOf, withMove, type Column } from './columns.ts';

const card = (id: string, amountMinor = 1_000, rest = {}): AnyRow => ({
  id,
  version: 1,
  createdAt: '',
  updatedAt: '',
  value: { amountMinor, currency: 'EUR' },
  ...rest,
});
const column = (stageId: string, cards: AnyRow[]): Column => ({
  stageId,
  count: cards.length,
  sumMinor: cards.length * 1_000,
  weightedMinor: 0,
  isExact: true,
  cards,
});
const stages = [
  { id: 'a', probability: 20, meaning: 'open' },
  { id: 'b', probability: 60, meaning: 'open' },
] as Stage[];
const money = { currency: 'EUR', stages };
const columns = [column('a', [card('1'), card('2')]), column('b', [card('3'), card('4')])];
const idsOf = (list: Column[]) => list.map((one) => one.cards.map(({ id }) => id).join(''));

test('a moved card takes its count and sums along and lies behind the card that was named', () => {
  const moved = withMove(columns, card('1'), { stageId: 'b', afterId: '3' }, money);
  expect(idsOf(moved)).toEqual(['2', '314']);
  expect(moved.map((one) => [one.count, one.sumMinor, one.weightedMinor])).toEqual([
    [1, 1_000, -200],
    [3, 3_000, 600],
  ]);
});

test('within its stage a card changes its place and nothing else', () => {
  const moved = withMove(columns, card('1'), { stageId: 'a', afterId: '2' }, money);
  expect(idsOf(moved)).toEqual(['21', '34']);
  expect(moved[0]?.sumMinor).toBe(2_000);
});

test('going back to where it was leaves the board as it was', () => {
  const from = placeOf(columns, '2');
  const there = withMove(columns, card('2'), { stageId: 'b', afterId: null }, money);
  expect(from && idsOf(withMove(there, card('2'), from, money))).toEqual(['12', '34']);
});

test('a deal in another currency counts by its rate, and not at all without one', () => {
  const foreign = card('9', 500, { value: { amountMinor: 500, currency: 'USD' } });
  const without = withMove(columns, foreign, { stageId: 'b', afterId: null }, money);
  expect(without[1]).toMatchObject({ count: 3, sumMinor: 2_000 });
  const rated = withMove(columns, { ...foreign, exchangeRate: 2 }, { stageId: 'b', afterId: null }, money);
  expect(rated[1]).toMatchObject({ count: 3, sumMinor: 3_000 });
});
