import { expect, test } from 'vitest';
import { customerRecords } from './customer.ts';
import type { Customer } from '#contract/records/customer.ts';

const check = (record: object, before: object) =>
  customerRecords.rules?.check?.(record as Customer, {} as never, before as Customer);

test('a tax ID from before the rules of its country stays as it is while other fields change', () => {
  const stored = { name: 'Acme', taxId: 'B1234567X!', country: 'ES' };
  expect(check({ ...stored, name: 'Acme S.L.' }, stored)).toBeUndefined();
  const withoutCountry = { name: 'Acme', taxId: 'A1' };
  expect(check({ ...withoutCountry, name: 'Acme S.L.' }, withoutCountry)).toBeUndefined();
  expect(check({ ...stored, taxId: 'B1234567Y!' }, stored)).toMatchObject({
    field: 'taxId',
    expected: 'nif',
  });
});
