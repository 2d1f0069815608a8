import { expect, test } from 'vitest';
import { agreementOf } from './agreement.ts';

const reason = (field: string, kind: 'same' | 'similar' | 'different') => ({ field, kind, points: 0 });
const group = {
  pairs: [
    { recordIds: ['a', 'b'], score: 90, reasons: [reason('email', 'same'), reason('city', 'different')] },
    {
      recordIds: ['b', 'c'],
      score: 60,
      reasons: [reason('email', 'different'), reason('fullName', 'similar')],
    },
  ],
};

test('a value agrees with the value of any other record of its group that is most alike', () => {
  expect(agreementOf(group, 'a', 'email')).toBe('same');
  expect(agreementOf(group, 'b', 'email')).toBe('same');
  expect(agreementOf(group, 'b', 'fullName')).toBe('similar');
});

test('a value that differs from all others, or was not compared, agrees with none', () => {
  expect(agreementOf(group, 'c', 'email')).toBeUndefined();
  expect(agreementOf(group, 'a', 'city')).toBeUndefined();
  expect(agreementOf(group, 'a', 'phones')).toBeUndefined();
});
