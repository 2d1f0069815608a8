import { expect, test } from 'vitest';
import { defaultLists } from './default-lists.ts';
import { withNeeded } from './stored-status.ts';

test('a list that was stored before the product needed a meaning gets the product’s entry for it, and keeps its own ones', () => {
  const { invoiceStatuses } = defaultLists('en');
  const stored = invoiceStatuses
    .filter(({ meaning }) => meaning !== 'credited')
    .map((entry) => (entry.id === 'paid' ? { ...entry, id: 'collected', name: 'Collected' } : entry));
  expect(withNeeded('invoiceStatuses', stored)).toEqual([
    ...stored,
    invoiceStatuses.find(({ meaning }) => meaning === 'credited'),
  ]);
  expect(withNeeded('invoiceStatuses', invoiceStatuses)).toEqual(invoiceStatuses);
});
