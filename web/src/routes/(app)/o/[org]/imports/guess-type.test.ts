import { expect, test } from 'vitest';
import { recordTypeNames } from '#contract/record-types.ts';
import { guessType, inOrder } from './guess-type.ts';

test('the type of a file is guessed by its name in English or Spanish', () => {
  const guesses = {
    'customers.csv': 'customer',
    'Export Companies (2).xlsx': 'customer',
    'contacts-of-customers.csv': 'contact',
    'Oportunidades 2026.csv': 'deal',
    'leads_all.csv': 'lead',
    'Proveedores.xlsx': 'vendor',
    'Compañías.csv': 'customer',
    'data.csv': undefined,
  };
  for (const [name, type] of Object.entries(guesses)) expect(guessType(name, recordTypeNames)).toBe(type);
});

test('a type that the user can’t create is never guessed', () => {
  expect(guessType('deals of contacts.csv', ['contact'])).toBe('contact');
});

test('files come after those that they refer to', () => {
  const types = (['deal', 'contact', 'customer'] as const).map((recordType) => ({ recordType }));
  expect(inOrder(types).map(({ recordType }) => recordType)).toEqual(['customer', 'contact', 'deal']);
});
