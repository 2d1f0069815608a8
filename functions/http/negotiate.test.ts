import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptsJson, languageFrom } from './negotiate.ts';
import '../../tests/seeded.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['es', 'es'],
  ['ES-co', 'es'],
  ['en;q=0.1, es', 'es'],
  ['es;q=0.3, en;q=0.8', 'en'],
  ['fr, de;q=0.9, es;q=0.1', 'es'],
  ['fr-CA', 'en'],
  ['*', 'en'],
  ['es;q=0', 'en'],
  ['eso', 'en'],
  ['es-419,es;q=0.9,en;q=0.8', 'es'],
])('the language of problems is the first one that is preferred: %s', (header, language) => {
  expect(languageFrom(header)).toBe(language);
});

test('any Accept-Language header gives one of the languages', () => {
  const part = fc.oneof(fc.constantFrom('es', 'en', '*', ';q=', 'q=1', ',', ';'), fc.string());
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(['en', 'es']).toContain(languageFrom(parts.join('')));
    }),
  );
});

test.each([
  [undefined, true],
  ['*/*', true],
  ['application/json', true],
  ['text/html, application/*;q=0.5', true],
  ['application/problem+json', true],
  ['Application/JSON; charset=utf-8', true],
  ['text/html', false],
  ['application/json;q=0', false],
  ['application/json;q=0.0, text/csv', false],
  ['image/*', false],
])('a request with this Accept header can be answered in JSON: %s %s', (header, isAccepted) => {
  expect(acceptsJson(header)).toBe(isAccepted);
});
