import { expect, test } from 'vitest';
import type { Stage } from '#contract/stage.ts';
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
const column = (id: string, cards: AnyRow[]): Column => ({
  id,
  count: cards.length,
  sums: { sumMinor: cards.length * 1_000, weightedMinor: 0 },
  cards,
});
const stages = [
  { id: 'a', probability: 20, meaning: 'open' },
  { id: 'b', probability: 60, meaning: 'open' },
] as Stage[];
const rules = { by: 'stageId', isRanked: true, money: { currency: 'EUR', stages } };
const columns = [column('a', [card('1'), card('2')]), column('b', [card('3'), card('4')])];
const idsOf = (list: Column[]) => list.map((one) => one.cards.map(({ id }) => id).join(''));

test('a moved card takes its count and sums along and follows the target card', () => {
  const moved = withMove(columns, card('1'), { columnId: 'b', afterId: '3' }, rules);
  expect(idsOf(moved)).toEqual(['2', '314']);
  expect(moved.map((one) => [one.count, one.sums?.sumMinor, one.sums?.weightedMinor])).toEqual([
    [1, 1_000, -200],
    [3, 3_000, 600],
  ]);
});

test('within its stage a card changes only its rank', () => {
  const moved = withMove(columns, card('1'), { columnId: 'a', afterId: '2' }, rules);
  expect(idsOf(moved)).toEqual(['21', '34']);
  expect(moved[0]?.sums?.sumMinor).toBe(2_000);
});

test('moving back leaves the board unchanged', () => {
  const from = placeOf(columns, '2');
  const there = withMove(columns, card('2'), { columnId: 'b', afterId: null }, rules);
  expect(from && idsOf(withMove(there, card('2'), from, rules))).toEqual(['12', '34']);
});

test('a deal in another currency counts at its exchange rate, and not at all without one', () => {
  const foreign = card('9', 500, { value: { amountMinor: 500, currency: 'USD' } });
  const without = withMove(columns, foreign, { columnId: 'b', afterId: null }, rules);
  expect(without[1]).toMatchObject({ count: 3, sums: { sumMinor: 2_000 } });
  const rated = withMove(columns, { ...foreign, exchangeRate: 2 }, { columnId: 'b', afterId: null }, rules);
  expect(rated[1]).toMatchObject({ count: 3, sums: { sumMinor: 3_000 } });
});

test('an own move applies to responses with an older version of the card, and to no newer one', () => {
  const move = {
    card: card('1', 1_000, { version: 2 }),
    to: { columnId: 'b', afterId: null },
    at: 0,
    columnIds: ['a', 'b'],
  };
  const idsAfter = (answer: Column[]) => idsOf([...withMoves(answer, [move], rules)]);
  expect(idsAfter(columns)).toEqual(['2', '134']);
  const movedOn = [column('a', [card('1', 1_000, { version: 3 }), card('2')]), column('b', [])];
  expect(idsAfter(movedOn)).toEqual(['12', '']);
});

test('cards loaded beyond the first page stay when it is refreshed, except those that left', () => {
  const at = (id: string) => card(id, 1_000, { position: id });
  const first = { ...column('a', [at('1'), at('2'), at('4')]), nextCursor: 'after 4' };
  const shown = { ...column('a', [at('1'), at('2'), at('3'), at('5'), at('6')]), nextCursor: 'after 6' };
  const [after] = withFurther([first], [shown], (id) => id === '5', rules);
  expect(after?.cards.map(({ id }) => id)).toEqual(['1', '2', '4', '6']);
  expect(after?.nextCursor).toBe('after 6');
  const whole = column('a', [at('1'), at('2')]);
  expect(withFurther([whole], [shown], () => false, rules)).toEqual([whole]);
});

test('totals of a stage agree with its cards, and with own moves if only some cards are loaded', () => {
  const lagging = [
    { ...column('a', [card('2')]), count: 2, sums: { sumMinor: 2_000, weightedMinor: 0 } },
    {
      ...column('b', [card('3'), card('1', 1_000, { probability: 80 })]),
      count: 1,
      sums: { sumMinor: 1_000, weightedMinor: 0 },
    },
  ];
  const totalsOf = (list: Column[]) =>
    list.map((one) => [one.count, one.sums?.sumMinor, one.sums?.weightedMinor]);
  expect(totalsOf(withTotals(lagging, [], [], rules))).toEqual([
    [1, 1_000, 200],
    [2, 2_000, 1_400],
  ]);
  const goOn = (list: Column[]) => list.map((one) => ({ ...one, nextCursor: 'more' }));
  const to = { columnId: 'b', afterId: null };
  const moves = [{ card: card('1', 1_000, { version: 2 }), to, at: 0, columnIds: ['a', 'b'] }];
  const shown = goOn(withMove(columns, card('1'), to, rules));
  expect(totalsOf(withTotals(goOn(lagging), shown, moves, rules))).toEqual(totalsOf(shown));
  expect(totalsOf(withTotals(goOn(lagging), shown, [], rules))).toEqual(totalsOf(lagging));
});

test('without ranks, further cards stay after a refreshed first page, and there are no sums', () => {
  const plain = { by: 'statusId', isRanked: false };
  const issue = (id: string): AnyRow => ({ id, version: 1, createdAt: '', updatedAt: '' });
  const of = (id: string, ...ids: string[]): Column => ({ id, count: ids.length, cards: ids.map(issue) });
  const shown = { ...of('open', '1', '2', '3', '4', '5'), nextCursor: 'after 5' };
  const first = { ...of('open', '2', '6'), nextCursor: 'after 6' };
  const [after] = withFurther([first], [shown], (id) => id === '4', plain);
  expect(after?.cards.map(({ id }) => id)).toEqual(['2', '6', '3', '5']);
  const pushed = { ...of('open', 'new', '1'), nextCursor: 'after 1' };
  const [all] = withFurther([pushed], [shown], () => false, plain);
  expect(all?.cards.map(({ id }) => id)).toEqual(['new', '1', '2', '3', '4', '5']);
  const moved = withMove(
    [of('open', '1'), of('closed')],
    issue('1'),
    { columnId: 'closed', afterId: null },
    plain,
  );
  expect(moved).toEqual([
    { id: 'open', count: 0, cards: [] },
    { id: 'closed', count: 1, cards: [{ ...issue('1'), statusId: 'closed' }] },
  ]);
});
