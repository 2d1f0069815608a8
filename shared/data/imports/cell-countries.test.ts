import { describe, expect, test } from 'vitest';
import { countryCodes } from '#contract/country.ts';
import { readCountry } from './cell-countries.ts';
import { otherCountryNames, threeLetterCodes } from './country-names.ts';
import { fold } from '../values/search-terms.ts';

describe('countries', () => {
  test.each(countryCodes)('%s is found by its code and its names in English and Spanish', (code) => {
    const names = ['en', 'es'].map((language) =>
      new Intl.DisplayNames(language, { type: 'region' }).of(code)!,
    );
    const threeLetters = threeLetterCodes.split(' ')[countryCodes.indexOf(code)]!;
    for (const name of [
      code,
      code.toLowerCase(),
      threeLetters,
      ...names,
      ...names.map((name) => name.toUpperCase()),
    ])
      expect(readCountry(name)).toEqual({ value: code });
  });

  test.each([
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['EE. UU.', 'US'],
    ['EEUU', 'US'],
    ['Estados Unidos de América', 'US'],
    ['UK', 'GB'],
    ['Reino Unido', 'GB'],
    ['Great Britain', 'GB'],
    ['Inglaterra', 'GB'],
    ['espana', 'ES'],
    ['México', 'MX'],
    ['Méjico', 'MX'],
    ['Perú', 'PE'],
    ['República Dominicana', 'DO'],
    ['Rep. Dominicana', 'DO'],
    ['The Netherlands', 'NL'],
    ['Países Bajos', 'NL'],
    ['Holanda', 'NL'],
    ['Czech Republic', 'CZ'],
    ['South Korea', 'KR'],
    ['Corea del Sur', 'KR'],
    ['El Salvador', 'SV'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Turkey', 'TR'],
    ['Côte d’Ivoire', 'CI'],
    ['\u200ESpain\u200F', 'ES'],
  ])('%s is %s', (name, code) => expect(readCountry(name)).toEqual({ value: code }));

  test.each(['Narnia', 'Congo and Kinshasa', 'Korea', 'E', '', 'XX', '34', 'x'.repeat(10_000)])(
    '%j is unknown and not guessed',
    (name) => expect(readCountry(name)).toEqual({ problem: { code: 'unknown_country' } }),
  );

  test('the table has one three-letter code for each country, and folded names of known countries', () => {
    expect(new Set(threeLetterCodes.split(' ')).size).toBe(countryCodes.length);
    for (const [code, names] of Object.entries(otherCountryNames)) {
      expect(countryCodes).toContain(code);
      for (const name of names.split('|')) expect(fold(name)).toBe(name);
    }
  });
});
