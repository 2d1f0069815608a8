import type { Language } from './language.ts';

/** Countries whose people read Spanish. */
const spanish = new Set('AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE'.split(' '));

/** The language in which a customer gets documents: that of its country or, if that is unknown, of the seller's. */
export const documentLanguage = (country: string | undefined, sellerCountry: string): Language =>
  spanish.has(country ?? sellerCountry) ? 'es' : 'en';
