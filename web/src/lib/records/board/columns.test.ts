import { expect, test } from 'vitest';
import type { Stage } from '#contract/organization.ts';
import type { AnyRow } from '../view.ts';
import { placeOf, withFurther, withMove, withMoves, type Column } from './columns.ts';

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

test('an own move is laid over an answer that does not know the card’s version yet, and over no newer one', () => {
  const move = { card: card('1', 1_000, { version: 2 }), to: { stageId: 'b', afterId: null }, at: 0 };
  const idsAfter = (answer: Column[]) => idsOf([...withMoves(answer, [move], money)]);
  expect(idsAfter(columns)).toEqual(['2', '134']);
  const movedOn = [column('a', [card('1', 1_000, { version: 3 }), card('2')]), column('b', [])];
  expect(idsAfter(movedOn)).toEqual(['12', '']);
});

test('cards read beyond the first page stay when that is read again, but not those that left it', () => {
  const at = (id: string) => card(id, 1_000, { position: id });
  const first = { ...column('a', [at('1'), at('2'), at('4')]), nextCursor: 'after 4' };
  const shown = { ...column('a', [at('1'), at('2'), at('3'), at('5'), at('6')]), nextCursor: 'after 6' };
  const [after] = withFurther([first], [shown], (id) => id === '5');
  expect(after?.cards.map(({ id }) => id)).toEqual(['1', '2', '4', '6']);
  expect(after?.nextCursor).toBe('after 6');
  const whole = column('a', [at('1'), at('2')]);
  expect(withFurther([whole], [shown], () => false)).toEqual([whole]);
});
