import { describe, expect, test } from 'vitest';
import { evidenceCollector, provenBy, undecided } from './column-evidence.ts';
import type { Cell } from './cell.ts';

function evidenceOf(cells: readonly Cell[]) {
  const collector = evidenceCollector();
  for (const cell of cells) collector.add([cell]);
  return collector.result()[0] ?? {};
}

describe('the order of dates', () => {
  test.each<[Cell[], string]>([
    [['01/02/2026', '25/11/2026'], 'dmy'],
    [['01/02/2026', '11/25/2026'], 'mdy'],
    [['25/12/2026', '05/06/2026', '03/04/2026', 'N/A', 'N/A'], 'dmy'],
    [['13-1-26', '31-12-26', '1-2-99'], 'dmy'],
    [['99-12-31'], 'ymd'],
    [['25.11.2026 14:30', '', '\u200E01.02.2026'], 'dmy'],
    [[...Array.from({ length: 500 }, () => '05/06/2026'), '31/12/2026'], 'dmy'],
    [['13-01-02', '03/02/2026'], 'dmy'],
  ])('of %j is proven by the cells that only one order fits, wherever they are', (cells, order) => {
    const { dateOrder } = evidenceOf(cells);
    expect([provenBy(dateOrder), undecided(dateOrder)]).toEqual([order, undefined]);
  });

  test.each<[Cell[], string[], string[]]>([
    [
      ['01/02/2026', '03/04/2026', '05/06/2026', '07/08/2026'],
      ['dmy', 'mdy'],
      ['01/02/2026', '03/04/2026', '05/06/2026'],
    ],
    [['01-02-03'], ['dmy', 'mdy', 'ymd'], ['01-02-03']],
    [['25/11/2026', '11/27/2026', '01/02/2026'], ['dmy', 'mdy'], ['01/02/2026']],
    [['25/11/2026', '11/27/2026'], ['dmy', 'mdy'], []],
  ])(
    'of %j is undecided, because they fit several orders or contradict each other',
    (cells, orders, texts) => {
      const { dateOrder } = evidenceOf(cells);
      expect(undecided(dateOrder)).toEqual({ readings: orders, texts });
    },
  );

  test.each<[Cell[]]>([
    [['2026-11-25', '25 Nov 2026']],
    [[46351, { date: '2026-11-25' }, true]],
    [['03/03/2026', '12/12/2026']],
    [[]],
  ])('of %j doesn’t matter', (cells) => {
    expect(undecided(evidenceOf(cells).dateOrder)).toBeUndefined();
  });
});

describe('the decimal mark', () => {
  test.each<[Cell[], string]>([
    [['1.234,56', '12'], ','],
    [['1.234,56', '1.000', '2.500', 'N/A', 'N/A'], ','],
    [['12,5', '1.000'], ','],
    [['1,234.56'], '.'],
    [['0.500'], '.'],
    [['€ 1.234,50', '12,00 EUR', 'US$ 3,5'], ','],
    [['1.234.567'], ','],
  ])('of %j is proven', (cells, mark) => {
    const { decimalMark } = evidenceOf(cells);
    expect([provenBy(decimalMark), undecided(decimalMark)]).toEqual([mark, undefined]);
  });

  test.each<[Cell[], string[]]>([
    [
      ['1.000', '2.500', '12.750'],
      ['1.000', '2.500', '12.750'],
    ],
    [['$ 1.000', '12'], ['$ 1.000']],
    [['1,5', '3.5', '1.000'], ['1.000']],
  ])('of %j is undecided', (cells, texts) => {
    expect(undecided(evidenceOf(cells).decimalMark)).toEqual({ readings: [',', '.'], texts });
  });

  test.each<[Cell[]]>([[['12', '13']], [[1234.56]], [['25.11.2026', '192.168.1.1']]])(
    'of %j doesn’t matter',
    (cells) => expect(undecided(evidenceOf(cells).decimalMark)).toBeUndefined(),
  );
});

test('each column has evidence of its own', () => {
  const collector = evidenceCollector();
  collector.add(['12/31/26', '01/02/2026', '']);
  collector.add(['', '31/12/2026', '1.5']);
  const [first, second, third] = collector.result();
  expect([provenBy(first?.dateOrder), provenBy(second?.dateOrder)]).toEqual(['mdy', 'dmy']);
  expect(provenBy(third?.decimalMark)).toBe('.');
});
