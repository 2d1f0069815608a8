import { expect, test } from 'vitest';
import { listIn, pluralIn } from './plural.ts';

test('a count uses the plural form and number format of its language', () => {
  const english = pluralIn('en');
  expect(english(1, { one: '# contact', other: '# contacts' })).toBe('1 contact');
  expect(english(12408, { one: '# contact', other: '# contacts' })).toBe('12,408 contacts');
  expect(pluralIn('es')(1236, { one: '# contacto', other: '# contactos' })).toBe('1.236 contactos');
  expect(pluralIn('es')(12408, { one: '# contacto', other: '# contactos' })).toBe('12.408 contactos');
});

test('a missing plural form falls back to the general one', () => {
  expect(pluralIn('es')(1_000_000, { one: '# dato', other: '# datos' })).toBe('1.000.000 datos');
});

test('a limit keeps its decimals', () => {
  expect(pluralIn('es')(0.0001, { other: 'Al menos #' })).toBe('Al menos 0,0001');
});

test('names are joined by the rules of the language', () => {
  expect(listIn('en')(['a', 'b'])).toBe('a and b');
  expect(listIn('es')(['a', 'b'])).toBe('a y b');
});
