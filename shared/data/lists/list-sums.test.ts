import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import { invoice } from '#contract/records/invoice.ts';
import { ListDatabase } from './list-database.ts';
import { settings } from './questions-under-test.ts';
import '../../../tests/seeded.ts';

const ids = ['one', 'two', 'none'];
const amounts = fc.integer({ min: -3, max: 3 });
const invoices = fc.array(
  fc.record({
    kindId: fc.constantFrom('invoice', 'credit-note'),
    total: fc.record({ amountMinor: amounts, currency: fc.constantFrom('COP', 'EUR') }),
    productShares: fc.dictionary(fc.constantFrom(...ids), amounts),
  }),
  { maxLength: 20 },
);

test('sums of shares by id and currency are those of the matching records', () => {
  const columns = columnsOf(invoice, [], settings);
  const [by, kindId, currencyOf] = ['productIds', 'kindId', 'total'].map((name) => columns.get(name)!);
  const filter = { column: kindId!, test: { anyOf: ['invoice'] }, isInverted: false };
  fc.assert(
    fc.property(invoices, fc.boolean(), (sources, isByCurrency) => {
      const database = ListDatabase.create([...columns.values()]);
      database.put(sources.map((source, at) => ({ id: String(at), source, body: '{}', searchText: '' })));
      const question = { by: by!, sums: [{}, { filter }], ...(isByCurrency ? { currencyOf } : {}) };
      const found = database.sumsBy({ reach: 'all', ...question });
      database.close();

      const expected = new Map<string, number[]>();
      for (const { kindId: kind, total, productShares } of sources)
        for (const [id, share] of Object.entries(productShares)) {
          const group = `${isByCurrency ? total.currency : null} ${id}`;
          const [all = 0, ofInvoices = 0] = expected.get(group) ?? [];
          expected.set(group, [all + share, ofInvoices + (kind === 'invoice' ? share : 0)]);
        }
      const sums = new Map(found.map(({ key, currency, sums: both }) => [`${currency} ${key}`, both]));
      expect(sums).toEqual(expected);
      expect(found).toHaveLength(expected.size);
    }),
  );
});
