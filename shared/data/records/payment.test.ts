import type { Payment } from '#contract/records/payment.ts';
import { expect, test } from 'vitest';
import { paymentRecords } from './payment.ts';

const faultOf = (record: object, before?: object) =>
  paymentRecords.rules?.check?.(
    { amount: { amountMinor: 100, currency: 'USD' }, ...record } as Payment,
    { timeZone: 'UTC', paymentStatuses: [] } as never,
    before as Payment | undefined,
  )?.code;

test('a payment that has a day in the future, because the time zone was changed or a provider says so, can be changed', () => {
  const receivedOn = '2190-01-01';
  expect(faultOf({ receivedOn })).toBe('in_future');
  expect(faultOf({ receivedOn }, { receivedOn: '2020-01-01' })).toBe('in_future');
  expect(faultOf({ receivedOn }, { receivedOn })).toBeUndefined();
  expect(faultOf({ receivedOn, provider: 'stripe' })).toBeUndefined();
});
