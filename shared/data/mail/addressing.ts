import type { Language } from '#contract/language.ts';

/** How an e-mail to a customer addresses its reader: Spanish says "tú" or, where that is impolite, "usted". */
export type Addressing = Language | 'usted';

/** Countries where businesses address their customers as "usted". */
const formalCountries: ReadonlySet<string> = new Set(['CO']);

export const addressingIn = (language: Language, country: string | undefined): Addressing =>
  language === 'es' && country !== undefined && formalCountries.has(country) ? 'usted' : language;
