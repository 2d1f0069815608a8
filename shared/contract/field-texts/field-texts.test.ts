import { expect, test } from 'vitest';
import type { Money } from '../field.ts';
import { pluralBy } from '../plural.ts';
import { fieldErrorCodes } from '../field-error-codes.ts';
import { expectedForms } from '../problem.ts';
import { nounsOf } from '../nouns.ts';
import { fieldTexts as englishTexts } from './en.ts';
import { fieldTexts as spanishTexts } from './es.ts';
import { fieldText } from './field-texts.ts';

const english = englishTexts(nounsOf('en'));
const spanish = spanishTexts(nounsOf('es'));
type Fault = Parameters<typeof fieldText>[2];
const plurals = {
  en: pluralBy('en', new Intl.NumberFormat('en')),
  es: pluralBy('es', new Intl.NumberFormat('es', { useGrouping: 'always' })),
};
const moneyText = ({ amountMinor, currency }: Money) => `${currency} ${amountMinor / 100}`;
const en = (fault: Fault) => fieldText(english, plurals.en, fault, moneyText);
const es = (fault: Fault) => fieldText(spanish, plurals.es, fault, moneyText);

test.each(fieldErrorCodes)('%s has a text in each language, which states the limit', (code) => {
  const texts = [en({ code, limit: 1_234 }), es({ code, limit: 1_234 })];
  expect(texts[0]).not.toBe(texts[1]);
  for (const text of texts) {
    expect(text).toMatch(/^[\p{Lu}¿]/u);
    if (typeof english.errors[code] === 'function') expect(text).toMatch(/1[.,]234/);
  }
});

test.each(expectedForms)('a value that should be %s gets a text in each language', (expected) => {
  const fault = { code: 'invalid_format', expected } as const;
  expect(en(fault)).not.toBe(es(fault));
  expect(en(fault)).not.toBe(en({ code: 'invalid_format' }));
});

test('the possible values are named if they are known', () => {
  expect(en({ code: 'not_a_choice', choices: ['day', 'week'] })).toBe('Choose one of: day, week');
  expect(es({ code: 'not_a_choice' })).toBe('Elige una de las opciones disponibles');
});

test('limits have plural forms', () => {
  expect(en({ code: 'too_few', limit: 1 })).toBe('At least one entry');
  expect(en({ code: 'too_many', limit: 1 })).toBe('At most 1 entry');
  expect(es({ code: 'too_long', limit: 5 })).toBe('Máximo 5 caracteres');
});

test('a limit that is an amount is named with its currency', () => {
  const limit = { limit: 123_450, currency: 'EUR' };
  expect(en({ code: 'not_due', ...limit })).toBe('Only EUR 1234.5 is due');
  expect(en({ code: 'not_left', ...limit })).toBe('Only EUR 1234.5 is left to credit');
  expect(es({ code: 'too_big', ...limit })).toBe('Máximo EUR 1234.5');
});
