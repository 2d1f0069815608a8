import { expect, test } from 'vitest';
import { contact } from '#contract/records/contact.ts';
import { customer } from '#contract/records/customer.ts';
import type { RecordView } from '../view.ts';
import { completeValues } from './duplicate-search.svelte.ts';

const valuesOf = (type: object, values: Record<string, unknown>) =>
  completeValues({ type } as RecordView, values);

test('values that are still being typed are left out', () => {
  const phones = [
    { label: 'work', number: '+57300' },
    { label: 'mobile', number: '+573001234567' },
    { label: 'home', number: '' },
  ];
  const typed = { firstName: ' Ana ', lastName: '', email: 'ana@acme', phones, customerId: 'none yet' };
  expect(valuesOf(contact, typed)).toEqual({
    firstName: 'Ana',
    phones: [{ label: 'mobile', number: '+573001234567' }],
  });
  expect(valuesOf(contact, { ...typed, phones: phones.slice(0, 1) })).toEqual({ firstName: 'Ana' });
});

test('values by which nothing is compared are left out, and so are fields of other record types', () => {
  const typed = { name: 'Acme', company: 'Acme', profession: 'Builder', website: 'https://acme.example' };
  expect(valuesOf(customer, typed)).toEqual({ name: 'Acme', website: 'https://acme.example' });
});
