import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import { billedAmounts } from './order-billing.ts';

const statuses = [
  { id: 'draft', meaning: 'draft', name: 'Draft' },
  { id: 'review', meaning: 'draft', name: 'In review' },
  { id: 'open', meaning: 'open', name: 'Open' },
] as Organization['invoiceStatuses'];
const measured = (currency: string, sum: number) => ({ currency, sum, count: 1, average: 0, min: 0, max: 0 });
const group = (key: string, count: number, total: [string, number][], credited: [string, number][]) => ({
  key,
  count,
  measures: {
    total: total.map(([currency, sum]) => measured(currency, sum)),
    credited: credited.map(([currency, sum]) => measured(currency, sum)),
  },
});
const billed = (...groups: ReturnType<typeof group>[]) =>
  billedAmounts({ groups, items: [], total: 0 }, statuses, 'EUR');
const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

test('what is billed of an order are totals without what was credited, and drafts apart', () => {
  const amounts = billed(
    group('open', 2, [['EUR', 1_500]], [['EUR', 300]]),
    group('paid', 1, [['EUR', 70]], [['EUR', 0]]),
    group('draft', 1, [['EUR', 500]], [['EUR', 0]]),
    group('review', 2, [['EUR', 20]], [['EUR', 0]]),
  );
  expect(amounts).toEqual({ issued: [euros(1_270)], drafts: [euros(520)], draftCount: 3 });
});

test('what is billed of an order in other currencies follows, and no invoice bills nothing of its currency', () => {
  const dollars = { amountMinor: 90, currency: 'USD' };
  const open: [string, number][] = [
    ['USD', 90],
    ['EUR', 10],
  ];
  expect(billed(group('open', 2, open, [])).issued).toEqual([euros(10), dollars]);
  expect(billed(group('open', 1, [['USD', 90]], [])).issued).toEqual([dollars]);
  expect(billed(group('draft', 1, [['EUR', 10]], [])).issued).toEqual([euros(0)]);
});
