import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import { filterFrom } from '../filter-address.ts';
import { filterQuery, sumsOf } from './balance.ts';

const statuses = [
  { id: 'open', meaning: 'open', name: 'Open' },
  { id: 'late', meaning: 'overdue', name: 'Late' },
  { id: 'paid', meaning: 'paid', name: 'Paid' },
] as Organization['invoiceStatuses'];
const measured = (currency: string, sum: number) => ({ currency, sum, count: 1, average: 0, min: 0, max: 0 });
const groups = [
  { key: 'open', count: 2, measures: { due: [measured('EUR', 500), measured('COP', 70)] } },
  { key: 'late', count: 1, measures: { due: [measured('EUR', 250)] } },
  { key: 'paid', count: 4, measures: { due: [measured('EUR', 0), measured('USD', 9)] } },
  { key: null, count: 1, measures: { due: [measured('EUR', 9)] } },
];

test('a balance adds up what is due by currency, of invoices whose status has a meaning', () => {
  const due = sumsOf({ groups, total: 8 }, 'due', 'acme', statuses, ['open', 'overdue']);
  expect(due.map(({ currency, amountMinor }) => [currency, amountMinor])).toEqual([
    ['COP', 70],
    ['EUR', 750],
  ]);
  const [overdue] = sumsOf({ groups, total: 8 }, 'due', 'acme', statuses, ['overdue']);
  expect(overdue).toMatchObject({ currency: 'EUR', amountMinor: 250 });
});

test('a sum links to the records that it adds up', () => {
  const [sum] = sumsOf({ groups, total: 8 }, 'due', 'acme', statuses, ['overdue']);
  const text = new URLSearchParams(filterQuery(sum!.filter)).get('filter') ?? '';
  expect(filterFrom(text)).toEqual(sum!.filter);
});
