import type { Language } from './language.ts';

/** Countries where Spanish is the language of business. */
const spanishCountries = new Set('AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE'.split(' '));

export const isSpanishSpeaking = (country: string | undefined): boolean =>
  country !== undefined && spanishCountries.has(country);

/** The language in which a customer of a country gets documents. */
export const languageOf = (country: string): Language => (isSpanishSpeaking(country) ? 'es' : 'en');
