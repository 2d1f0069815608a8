import { expect, test } from 'vitest';
import { invoiceFacts } from './money-facts.ts';

const invoice = {
  currency: 'EUR',
  issuedOn: '2026-03-31',
  issuedAt: '2026-03-31T23:30:00.000Z',
  lines: [{ description: 'Work', quantity: 1, unitPriceMinor: 1_000, taxPercent: 21 }],
};
test('drafts and void invoices count for nothing', () => {
  expect(invoiceFacts({ ...invoice, issuedAt: undefined }, false)).toEqual([]);
  expect(invoiceFacts({ ...invoice, voidedAt: '2026-04-01T00:00:00.000Z' }, false)).toEqual([]);
});
