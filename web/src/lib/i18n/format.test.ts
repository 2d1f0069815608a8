import { expect, test } from 'vitest';
import { formatAgo, formatDue, formatMoment } from './format.ts';

test('times are told from now, those to come as those that have passed', () => {
  const now = new Date('2026-05-20T12:00:00Z');
  const after = (minutes: number) => formatAgo(new Date(now.getTime() + minutes * 60_000).toISOString(), now);
  expect([0, -5, -120, -24 * 60].map(after)).toEqual(['now', '5m ago', '2h ago', 'yesterday']);
  expect([5, 120, 24 * 60, 24 * 60 * 3].map(after)).toEqual(['in 5m', 'in 2h', 'tomorrow', 'May 23']);
});

test('what is due within a day has its time, and what is due later only the date', () => {
  const now = new Date('2026-05-20T12:00:00Z');
  const after = (hours: number) => formatDue(new Date(now.getTime() + hours * 3_600_000).toISOString(), now);
  expect([-24, 1, 24, 72].map(after)).toEqual([
    'May 19, 12:00 PM',
    'Today, 1:00 PM',
    'May 21, 12:00 PM',
    'May 23',
  ]);
});

test('a moment of another year names it, so that nobody takes it for this year’s', () => {
  const now = new Date('2026-05-20T12:00:00Z');
  const shown = (iso: string) => formatMoment(iso, 'dayMoment', now);
  expect(['2026-12-01T09:30:00Z', '2025-12-01T09:30:00Z', '2031-05-06T10:30:00Z'].map(shown)).toEqual([
    'Dec 1, 9:30 AM',
    'Dec 1, 2025, 9:30 AM',
    'May 6, 2031, 10:30 AM',
  ]);
});
