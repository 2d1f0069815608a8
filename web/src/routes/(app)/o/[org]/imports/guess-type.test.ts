import { expect, test } from 'vitest';
import { importTypeNames } from '#contract/import-types.ts';
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
    'hubspot-notes.csv': 'note',
    'contact_calls.csv': 'activity',
    'Tareas de clientes.xlsx': 'task',
    'salesforce-contacts.csv': 'contact',
    'Salesforce Accounts.csv': 'customer',
    'Todos los contactos.csv': 'contact',
    'Personal.xlsx': 'employee',
    'Personas.xlsx': 'contact',
    'ExportedContacts.csv': 'contact',
    'Plantilla de contactos.csv': 'contact',
    'data.csv': undefined,
  };
  for (const [name, type] of Object.entries(guesses)) expect(guessType(name, importTypeNames)).toBe(type);
});

test('a type that the user can’t create is never guessed', () => {
  expect(guessType('deals of contacts.csv', ['contact'])).toBe('contact');
});

test('files come after those that they refer to', () => {
  const types = (['task', 'deal', 'note', 'contact', 'customer'] as const).map((recordType) => ({
    recordType,
  }));
  expect(inOrder(types).map(({ recordType }) => recordType)).toEqual([
    'customer',
    'contact',
    'deal',
    'task',
    'note',
  ]);
});
