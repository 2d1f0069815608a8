import { expect, test } from 'vitest';
import { byTitle } from './offered-order.ts';

test('titles that begin with what was typed come first, then words that do, whatever their case and accents', () => {
  const titles = ['Cobre', 'Unharbored', 'Old Harbor', 'Zeta', 'harbór Export', 'Harbor Energy'];
  expect(byTitle(titles, (title) => title, 'HARBOR ')).toEqual([
    'harbór Export',
    'Harbor Energy',
    'Old Harbor',
    'Unharbored',
    'Cobre',
    'Zeta',
  ]);
});
