import { countryCodes } from '#contract/country.ts';
import { languages } from '#contract/language.ts';
import { fold } from '../values/search-terms.ts';
import { cleanToken } from './clean-text.ts';
import { problem, type Cell, type CellValue } from './cell.ts';
import { otherCountryNames, threeLetterCodes } from './country-names.ts';

/** Codes by folded name. Built on first use, as the names of all countries take some milliseconds. */
let codesByName: Map<string, string> | undefined;

/** A country by its two-letter or three-letter code, or by its name in English or Spanish. */
export function readCountry(cell: Cell): CellValue {
  const text = typeof cell === 'string' ? cleanToken(cell) : '';
  codesByName ??= namesOfCountries();
  const code = codesByName.get(keyOf(text.slice(0, 200)));
  return code === undefined ? problem('unknown_country') : { value: code };
}

/** A name, folded, without its article: "The Gambia" and "Gambia", "El Salvador" and "Salvador" are the same. */
const keyOf = (name: string): string =>
  fold(name.replaceAll('&', ' and ')).replace(/^(?:the|el|la|los|las) (?=\p{L}{3})/u, '');

function namesOfCountries(): Map<string, string> {
  const names = new Map<string, string>();
  const add = (name: string | undefined, code: string) => {
    if (name) names.set(keyOf(name), code);
  };
  for (const [index, code] of countryCodes.entries()) {
    for (const language of languages)
      for (const style of ['long', 'short'] as const)
        add(new Intl.DisplayNames(language, { type: 'region', style }).of(code), code);
    for (const name of otherCountryNames[code]?.split('|') ?? []) add(name, code);
    add(threeLetterCodes.split(' ')[index], code);
  }
  // Codes come last, so that no name hides one.
  for (const code of countryCodes) add(code, code);
  return names;
}
