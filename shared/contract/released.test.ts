import { expect, test } from 'vitest';
import { releasedMinor, takenOff } from './released.ts';

const first = { paymentId: 'first', amountMinor: 10_000 };
const second = { paymentId: 'second', amountMinor: 30_000, withheldMinor: 1_550 };

test('what is taken off is money first, and of the latest payment first', () => {
  expect(releasedMinor(takenOff([first, second], 0))).toEqual({ paidMinor: 0, withheldMinor: 0 });
  expect(releasedMinor(takenOff([first, second], 20_000))).toEqual({ paidMinor: 20_000, withheldMinor: 0 });
  expect(takenOff([first, second], 20_000).map(({ rest }) => rest)).toEqual([
    first,
    { ...second, amountMinor: 10_000 },
  ]);
});

test('what was withheld is no money that is free again', () => {
  const taken = takenOff([first, second], 31_550);
  expect(releasedMinor(taken)).toEqual({ paidMinor: 30_000, withheldMinor: 1_550 });
  expect(releasedMinor(takenOff([first, second], 41_550))).toEqual({
    paidMinor: 40_000,
    withheldMinor: 1_550,
  });
});
