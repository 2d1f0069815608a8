import type { CodePrefixes } from '#contract/code-prefixes.ts';
import { countryTerms } from '#contract/country-terms.ts';
import type { Language } from '#contract/language.ts';
import { fold } from '../values/search-terms.ts';

/** What the codes of a new organization begin with, if its language isn't that of the standard prefixes. */
export function firstCodePrefixes(
  language: Language,
  country: string | undefined,
): { codePrefixes?: CodePrefixes } {
  if (language === 'en') return {};
  const quote = fold(countryTerms(language, country).quote.one).slice(0, 3).toUpperCase();
  return { codePrefixes: { ...spanishPrefixes, quote } };
}

const spanishPrefixes = {
  customer: 'CLI',
  order: 'PED',
  invoice: 'B',
  payment: 'PAG',
  issue: 'INC',
  vendor: 'PROV',
} as const satisfies CodePrefixes;
