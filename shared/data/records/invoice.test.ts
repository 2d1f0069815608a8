import type { Invoice } from '#contract/records/invoice.ts';
import { expect, test } from 'vitest';
import type { OrganizationSettings } from '../organization/settings.ts';
import { creditNoteKind, invoiceKind, invoiceRecords } from './invoice.ts';
import { recordFrom, recordItem } from './stored.ts';

const lines = [
  { description: 'Delivery', quantity: 1, unitPriceMinor: 900 },
  { description: 'Chair', quantity: 2, unitPriceMinor: 5_000, orderLine: 0 },
];
const issued = {
  id: '01a1f843-8d26-750c-b159-9f68cdb1a9bc',
  version: 1,
  createdAt: '2026-11-01T08:00:00.000Z',
  createdBy: 'd6045ceb-5ae9-4afd-9f38-b9eed4043afa',
  updatedAt: '2026-11-01T08:00:00.000Z',
  updatedBy: 'd6045ceb-5ae9-4afd-9f38-b9eed4043afa',
  code: 'D-0001',
  title: 'INV-1',
  kindId: invoiceKind,
  orderId: '01a1f843-8d26-750c-b159-9f68cdb1a9bd',
  issuedAt: '2026-11-01T08:00:00.000Z',
  currency: 'EUR',
  lines,
};

test.each([
  ['a draft', { issuedAt: undefined }, true],
  ['an issued invoice', {}, true],
  ['one of which a part is credited', { creditedQuantities: [1, 1.5] }, true],
  ['one of which all of the order’s lines are credited', { creditedQuantities: [0, 2] }, false],
  ['a void invoice', { voidedAt: '2026-11-02T08:00:00.000Z' }, false],
  ['a credit note', { kindId: creditNoteKind }, false],
  ['an invoice whose lines aren’t the order’s', { lines: lines.slice(0, 1) }, false],
  ['an invoice of no order', { orderId: undefined }, false],
  ['a deleted draft', { issuedAt: undefined, deletedAt: '2026-11-02T08:00:00.000Z' }, false],
])('only what bills lines of an order is read with it: %s', (_, values, isRead) => {
  const item = recordItem(invoiceRecords, 'o', { ...issued, ...values }, {} as OrganizationSettings);
  expect('g2pk' in item).toBe(isRead);
});

test('the amounts of a credit note are negative, also in one that was stored with positive ones', () => {
  const note = { ...issued, kindId: creditNoteKind, lines: [{ ...lines[1]!, taxPercent: 21 }] };
  const settings = { currency: 'EUR' } as OrganizationSettings;
  const derived = { ...note, ...invoiceRecords.derive(note as Invoice, settings) };
  const amounts = {
    subtotal: { amountMinor: -10_000, currency: 'EUR' },
    total: { amountMinor: -12_100, currency: 'EUR' },
  };
  expect(derived).toMatchObject(amounts);
  const before = {
    ...derived,
    subtotal: { amountMinor: 10_000, currency: 'EUR' },
    total: { amountMinor: 12_100, currency: 'EUR' },
  };
  for (const stored of [before, derived]) {
    const { row, data } = recordItem(invoiceRecords, 'o', stored, settings);
    expect(recordFrom(invoiceRecords, { row, data, schema: 1 })).toMatchObject(amounts);
  }
  const { row, data } = recordItem(invoiceRecords, 'o', { ...before, kindId: invoiceKind }, settings);
  expect(recordFrom(invoiceRecords, { row, data, schema: 1 })).toMatchObject({
    total: { amountMinor: 12_100 },
  });
});
