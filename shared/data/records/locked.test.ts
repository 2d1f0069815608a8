import { expect, test } from 'vitest';
import { isOpenInRow, lockedFieldsOf } from '#contract/locked-fields.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { refuseLocked } from './locked.ts';
import { paymentRecords } from './payment.ts';

const settings = {
  paymentStatuses: [
    { id: 'in', name: 'In', meaning: 'received' },
    { id: 'waits', name: 'Waits', meaning: 'pending' },
    { id: 'gone', name: 'Gone', meaning: 'canceled' },
  ],
} as unknown as OrganizationSettings;
const amount = { amountMinor: 100, currency: 'EUR' };
const more = { amount: { ...amount, amountMinor: 200 } };
const change = (values: Partial<Payment>, patch: Record<string, unknown>) => () =>
  refuseLocked(paymentRecords, { settings }, { amount, statusId: 'in', ...values } as Payment, patch);

test.each<[string, Partial<Payment>]>([
  ['allocated', { allocations: [{ invoiceId: 'i', amountMinor: 100 }] }],
  ['refunded', { refunds: [{ amountMinor: 100, refundedOn: '2026-11-30' }] }],
  ['canceled, whatever its status is called', { statusId: 'gone' }],
  ['under way at a provider', { statusId: 'waits', provider: 'stripe' }],
])('the amount of a payment that is %s can’t be changed', (_, values) => {
  expect(change(values, more)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  expect(change(values, { amount, reference: 'R-1' })).not.toThrow();
});

test('the amount of a payment that settles nothing can be changed', () => {
  expect(change({}, more)).not.toThrow();
});

test('rows offer to change a draft by what its status means, whatever its id is', () => {
  const locked = lockedFieldsOf('invoice');
  expect(isOpenInRow(locked, 'draft', 'dueOn')).toBe(true);
  expect(isOpenInRow(locked, 'open', 'dueOn')).toBe(false);
  expect(isOpenInRow(locked, undefined, 'dueOn')).toBe(false);
  expect(isOpenInRow(locked, 'open', 'ownerId')).toBe(true);
});
