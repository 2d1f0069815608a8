import { expect, test } from 'vitest';
import type { Stage } from '#contract/organization.ts';
import type { AnyRow } from '../record-client.ts';
import { placeOf, withFurther, withMove, withMoves, withTotals, type Column } from './columns.ts';

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
  cards,
});
const stages = [
  { id: 'a', probability: 20, meaning: 'open' },
  { id: 'b', probability: 60, meaning: 'open' },
] as Stage[];
const money = { currency: 'EUR', stages };
const columns = [column('a', [card('1'), card('2')]), column('b', [card('3'), card('4')])];
const idsOf = (list: Column[]) => list.map((one) => one.cards.map(({ id }) => id).join(''));

test('a moved card takes its count and sums along and follows the target card', () => {
  const moved = withMove(columns, card('1'), { stageId: 'b', afterId: '3' }, money);
  expect(idsOf(moved)).toEqual(['2', '314']);
  expect(moved.map((one) => [one.count, one.sumMinor, one.weightedMinor])).toEqual([
    [1, 1_000, -200],
    [3, 3_000, 600],
  ]);
});

test('within its stage a card changes only its rank', () => {
  const moved = withMove(columns, card('1'), { stageId: 'a', afterId: '2' }, money);
  expect(idsOf(moved)).toEqual(['21', '34']);
  expect(moved[0]?.sumMinor).toBe(2_000);
});

test('moving back leaves the board unchanged', () => {
  const from = placeOf(columns, '2');
  const there = withMove(columns, card('2'), { stageId: 'b', afterId: null }, money);
  expect(from && idsOf(withMove(there, card('2'), from, money))).toEqual(['12', '34']);
});

test('a deal in another currency counts at its exchange rate, and not at all without one', () => {
  const foreign = card('9', 500, { value: { amountMinor: 500, currency: 'USD' } });
  const without = withMove(columns, foreign, { stageId: 'b', afterId: null }, money);
  expect(without[1]).toMatchObject({ count: 3, sumMinor: 2_000 });
  const rated = withMove(columns, { ...foreign, exchangeRate: 2 }, { stageId: 'b', afterId: null }, money);
  expect(rated[1]).toMatchObject({ count: 3, sumMinor: 3_000 });
});

test('an own move applies to responses with an older version of the card, and to no newer one', () => {
  const move = {
    card: card('1', 1_000, { version: 2 }),
    to: { stageId: 'b', afterId: null },
    at: 0,
    stageIds: ['a', 'b'],
  };
  const idsAfter = (answer: Column[]) => idsOf([...withMoves(answer, [move], money)]);
  expect(idsAfter(columns)).toEqual(['2', '134']);
  const movedOn = [column('a', [card('1', 1_000, { version: 3 }), card('2')]), column('b', [])];
  expect(idsAfter(movedOn)).toEqual(['12', '']);
});

test('cards loaded beyond the first page stay when it is refreshed, except those that left', () => {
  const at = (id: string) => card(id, 1_000, { position: id });
  const first = { ...column('a', [at('1'), at('2'), at('4')]), nextCursor: 'after 4' };
  const shown = { ...column('a', [at('1'), at('2'), at('3'), at('5'), at('6')]), nextCursor: 'after 6' };
  const [after] = withFurther([first], [shown], (id) => id === '5');
  expect(after?.cards.map(({ id }) => id)).toEqual(['1', '2', '4', '6']);
  expect(after?.nextCursor).toBe('after 6');
  const whole = column('a', [at('1'), at('2')]);
  expect(withFurther([whole], [shown], () => false)).toEqual([whole]);
});

test('totals of a stage agree with its cards, and with own moves if only some cards are loaded', () => {
  const lagging = [
    { ...column('a', [card('2')]), count: 2, sumMinor: 2_000 },
    { ...column('b', [card('3'), card('1', 1_000, { probability: 80 })]), count: 1, sumMinor: 1_000 },
  ];
  const totalsOf = (list: Column[]) => list.map((one) => [one.count, one.sumMinor, one.weightedMinor]);
  expect(totalsOf(withTotals(lagging, [], [], money))).toEqual([
    [1, 1_000, 200],
    [2, 2_000, 1_400],
  ]);
  const goOn = (list: Column[]) => list.map((one) => ({ ...one, nextCursor: 'more' }));
  const to = { stageId: 'b', afterId: null };
  const moves = [{ card: card('1', 1_000, { version: 2 }), to, at: 0, stageIds: ['a', 'b'] }];
  const shown = goOn(withMove(columns, card('1'), to, money));
  expect(totalsOf(withTotals(goOn(lagging), shown, moves, money))).toEqual(totalsOf(shown));
  expect(totalsOf(withTotals(goOn(lagging), shown, [], money))).toEqual(totalsOf(lagging));
});
