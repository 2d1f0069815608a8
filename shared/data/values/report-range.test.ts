import { expect, test } from 'vitest';
import { periodStarts, requestedRange } from './report-range.ts';

const range = { from: '2025-11-10', to: '2026-05-02' };

test('a range without a start is twelve months long, and never starts before the first calendar date', () => {
  expect(requestedRange({ to: '2026-05-02' }, range)).toEqual({ from: '2025-06-01', to: '2026-05-02' });
  expect(requestedRange({ to: '1900-01-02' }, range)).toEqual({ from: '1900-01-01', to: '1900-01-02' });
});

test('quarters and years follow the fiscal year, and the first period starts with the range', () => {
  expect(periodStarts({ by: 'year', yearStartMonth: 1 }, range)).toEqual(['2025-11-10', '2026-01-01']);
  expect(periodStarts({ by: 'year', yearStartMonth: 4 }, range)).toEqual(['2025-11-10', '2026-04-01']);
  expect(periodStarts({ by: 'quarter', yearStartMonth: 1 }, range)).toEqual([
    '2025-11-10',
    '2026-01-01',
    '2026-04-01',
  ]);
  expect(periodStarts({ by: 'quarter', yearStartMonth: 3 }, range)).toEqual([
    '2025-11-10',
    '2025-12-01',
    '2026-03-01',
  ]);
});

test('months and weeks start on their usual days', () => {
  const march = { from: '2026-03-01', to: '2026-03-16' };
  expect(periodStarts({ by: 'month', yearStartMonth: 7 }, march)).toEqual(['2026-03-01']);
  expect(periodStarts({ by: 'week', yearStartMonth: 7 }, march)).toEqual([
    '2026-03-01',
    '2026-03-02',
    '2026-03-09',
    '2026-03-16',
  ]);
});
