import { expect, test } from 'vitest';
import { rollupPrefix } from './facts.ts';
import { factTallies } from './fact-tallies.ts';
import { invoiceFacts } from './money-facts.ts';
import { partitionOfRank } from './ranks.ts';
import { amountOfSales, rankedSalesFrom } from './sales-ranks.ts';

const line = { description: 'Work', quantity: 1, unitPriceMinor: 1_000 };
const invoice = {
  currency: 'EUR',
  customerId: 'acme',
  issuedOn: '2026-03-31',
  issuedAt: '2026-03-31T23:30:00.000Z',
  lines: [
    { ...line, productId: 'hour', taxPercent: 21 },
    { ...line, unitPriceMinor: -300, productId: 'rebate', taxPercent: 21 },
    { ...line, quantity: 2, productId: 'hour' },
    line,
  ],
};
const factsOf = (code: string, isCreditNote = false) =>
  invoiceFacts(invoice, isCreditNote)
    .filter(({ family }) => family === code)
    .map(({ day, part, amounts }) => [day, part, amounts]);

test('an invoice counts for its customer and for each product, with what takes something off below zero', () => {
  expect(factsOf('b')).toEqual([['2026-03-31', 'EUR#acme', { 'e#l': 3_700 }]]);
  expect(factsOf('g')).toEqual([
    ['2026-03-31', 'EUR#hour', { 'e#l': 3_000 }],
    ['2026-03-31', 'EUR#rebate', { 'e#l': -300 }],
    ['2026-03-31', 'EUR#none', { 'e#l': 1_000 }],
  ]);
});

test('drafts and void invoices count for nothing', () => {
  expect(invoiceFacts({ ...invoice, issuedAt: undefined }, false)).toEqual([]);
  expect(invoiceFacts({ ...invoice, voidedAt: '2026-04-01T00:00:00.000Z' }, false)).toEqual([]);
});

test('a ranking is sorted by net sales, and credit notes lower them', () => {
  const ranks = (isCreditNote: boolean) =>
    Object.entries(factTallies(invoiceFacts(invoice, isCreditNote), 'ana')).filter(([group]) =>
      rankedSalesFrom(group),
    );
  const [[group, amounts] = ['', {}]] = ranks(false);
  expect(rankedSalesFrom(group)).toEqual({
    family: 'customerSales',
    currency: 'EUR',
    year: '2026',
    listOf: '',
    id: 'acme',
    owner: 'ana',
  });
  expect(amounts).toEqual({ '0331e#l': 3_700, g7sk: 3_700 });
  expect(ranks(true)[0]?.[1]).toEqual({ '0331ce#l': 3_700, g7sk: -3_700 });
  expect(Object.keys(amounts).map(amountOfSales)).toEqual([{ amount: 'netMinor', at: '0331' }, undefined]);
  expect(ranks(false).map(([sk]) => partitionOfRank({ pk: 'counters', sk }))).toEqual(
    ['customer', 'product', 'product', 'product'].flatMap((of) =>
      ['', 'ana'].map((listOf) => `counters#${of}#EUR#2026#${listOf}`),
    ),
  );
  const rollup = `${rollupPrefix('invoices', 'year', 'all')}2026#EUR`;
  expect(partitionOfRank({ pk: 'counters', sk: rollup })).toBeUndefined();
});
