import { expect, test } from 'vitest';
import { countryTerms, spanishTerms } from '#contract/country-terms.ts';
import { entryMeant } from './entry-meant.ts';
import { one } from './guess-under-test.ts';

test.each(Object.keys(spanishTerms))('an import understands what Spanish calls things in %s', (country) => {
  const { taxId, state, department, directDebit, exchangeRate, creditNote, mobilePhone } = countryTerms(
    'es',
    country,
  );
  expect(one(taxId, 'customer')).toBe('taxId');
  expect(one(state, 'customer')).toBe('state');
  expect(one(department, 'employee')).toBe('department');
  expect(one(exchangeRate, 'deal')).toBe('exchangeRate');
  expect(one(mobilePhone, 'contact', '+573001112233')).toBe('phones');
  const entries = [
    { id: 'direct-debit', label: 'Domiciliación' },
    { id: 'credit-note', label: 'Nota crédito' },
  ];
  const meant = (text: string) => entryMeant(entries, text, { usesSynonyms: true });
  expect(meant(directDebit)).toEqual({ id: 'direct-debit' });
  expect(meant(creditNote.one)).toEqual({ id: 'credit-note' });
});
