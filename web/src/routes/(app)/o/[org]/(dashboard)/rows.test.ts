import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnCount, spansOf, type CardSize } from './rows.ts';

/** The width of each row when the spans are laid out from left to right. */
function rowsOf(spans: readonly number[]): number[] {
  const rows: number[] = [];
  let row = 0;
  for (const span of spans) {
    row += span;
    if (row < columnCount) continue;
    rows.push(row);
    row = 0;
  }
  return row > 0 ? [...rows, row] : rows;
}

test('cards of any sizes in any order fill their rows exactly', () => {
  const sizes = fc.array(fc.constantFrom<CardSize>('wide', 'slim'), { maxLength: 10 });
  fc.assert(
    fc.property(sizes, (list) => {
      const spans = spansOf(list);
      expect(spans).toHaveLength(list.length);
      expect(rowsOf(spans).every((row) => row === columnCount)).toBe(true);
    }),
  );
});

test('a slim card takes a whole row only if there is no better layout', () => {
  expect(spansOf(['slim'])).toEqual([12]);
  expect(spansOf(['wide', 'slim', 'slim'])).toEqual([12, 6, 6]);
  expect(spansOf(['slim', 'slim', 'wide', 'wide'])).toEqual([6, 6, 6, 6]);
  expect(spansOf(['wide', 'slim', 'slim', 'slim', 'slim'])).toEqual([7, 5, 4, 4, 4]);
});
