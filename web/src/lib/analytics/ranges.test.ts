import { expect, test } from 'vitest';
import { rangeOf } from './ranges.ts';

test('ranges end today or with their year, and start with a month', () => {
  expect(rangeOf('year', '2026-03-31')).toEqual({ from: '2025-04-01', to: '2026-03-31' });
  expect(rangeOf('quarter', '2026-01-15')).toEqual({ from: '2025-11-01', to: '2026-01-15' });
  expect(rangeOf('month', '2026-02-28')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(rangeOf('thisYear', '2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  expect(rangeOf('lastYear', '2026-03-31')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
});

test('years start in the organization’s fiscal month', () => {
  expect(rangeOf('thisYear', '2026-03-31', 7)).toEqual({ from: '2025-07-01', to: '2026-03-31' });
  expect(rangeOf('lastYear', '2026-03-31', 7)).toEqual({ from: '2024-07-01', to: '2025-06-30' });
  expect(rangeOf('thisYear', '2026-07-01', 7)).toEqual({ from: '2026-07-01', to: '2026-07-01' });
});
