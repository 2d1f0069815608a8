import { describe, expect, test } from 'vitest';
import { countryCodes } from '#contract/country.ts';
import { guessReading } from './guess-reading.ts';
import type { Cell } from './cell.ts';

const order = (cells: Cell[], country = 'ES') => {
  const { dateOrder } = guessReading([cells], { country });
  return [dateOrder.value, dateOrder.isCertain];
};
const mark = (cells: Cell[], country = 'ES') => {
  const { decimalMark } = guessReading([cells], { country });
  return [decimalMark.value, decimalMark.isCertain];
};

describe('the order of dates', () => {
  test.each<[Cell[], string, string, boolean]>([
    [['01/02/2026', '25/11/2026'], 'US', 'dmy', true],
    [['01/02/2026', '11/25/2026'], 'ES', 'mdy', true],
    [['13-1-26', '31-12-26', '1-2-99'], 'US', 'dmy', true],
    [['99-12-31'], 'ES', 'ymd', true],
    [['25.11.2026 14:30', '', '\u200E01.02.2026'], 'US', 'dmy', true],
    [['01/02/2026', '03/04/2026'], 'US', 'mdy', false],
    [['01/02/2026', '03/04/2026'], 'ES', 'dmy', false],
    [['01/02/2026'], 'SE', 'dmy', false],
    [['2026-11-25', '25 Nov 2026'], 'US', 'mdy', false],
    [[46351, { date: '2026-11-25' }, true], 'ES', 'dmy', false],
    [[], 'US', 'mdy', false],
  ])('of %j in a file from %s is %s (certain: %s)', (cells, country, value, isCertain) =>
    expect(order(cells, country)).toEqual([value, isCertain]),
  );

  test('follows most dates if they contradict each other, and is not certain', () => {
    expect(order(['25/11/2026', '26/11/2026', '11/27/2026'], 'US')).toEqual(['dmy', false]);
  });

  test('is the same for all columns, and columns of other texts have no say', () => {
    const dates = ['01/02/2026', '25/11/2026'];
    const versions = ['12/31/26 build', 'x', 'y', 'z'];
    expect(guessReading([versions, dates], { country: 'US' }).dateOrder).toEqual({
      value: 'dmy',
      isCertain: true,
    });
  });
});

describe('the decimal mark', () => {
  test.each<[Cell[], string, string, boolean]>([
    [['1.234,56', '12'], 'US', ',', true],
    [['12,5', '1.000'], 'US', ',', true],
    [['1,234.56'], 'ES', '.', true],
    [['0.500'], 'ES', '.', true],
    [['€ 1.234,50', '12,00 EUR', 'US$ 3,5'], 'US', ',', true],
    [['1.234.567'], 'US', ',', true],
    [['1.234', '5.678'], 'ES', ',', false],
    [['1.234', '5.678'], 'US', '.', false],
    [['1.234'], 'MX', '.', false],
    [['12', '13'], 'AR', ',', false],
    [['25.11.2026', '192.168.1.1'], 'US', '.', false],
    [[1234.56], 'ES', ',', false],
  ])('of %j in a file from %s is %s (certain: %s)', (cells, country, value, isCertain) =>
    expect(mark(cells, country)).toEqual([value, isCertain]),
  );

  test('follows most numbers if they contradict each other, and is not certain', () => {
    expect(mark(['1,5', '2,5', '3.5'], 'US')).toEqual([',', false]);
  });
});

test('every country has a usual order and mark', () => {
  for (const country of countryCodes) {
    const { dateOrder, decimalMark } = guessReading([], { country });
    expect(`${dateOrder.value} ${decimalMark.value}`).toMatch(/^(?:dmy|mdy|ymd) [.,]$/);
  }
});
