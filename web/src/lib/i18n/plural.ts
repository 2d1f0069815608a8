import { pluralBy, type Plural } from '#contract/plural.ts';
import { localeOf, numberFormat } from './locale.ts';

/** Returns a function that selects the plural form for a count and replaces `#` with the formatted number. */
export const pluralIn = (language: string): Plural =>
  // Limits such as 0.0001 have more decimals than are shown by default.
  pluralBy(language, numberFormat(localeOf(language), { maximumFractionDigits: 20 }));

/** Returns a function that joins names, such as "A, B, and C". */
export function listIn(language: string): (parts: readonly string[]) => string {
  const format = new Intl.ListFormat(language, { type: 'conjunction' });
  return (parts) => format.format(parts);
}

/** Returns a function that joins alternatives, such as "A, B, or C". */
export function eitherIn(language: string): (parts: readonly string[]) => string {
  const format = new Intl.ListFormat(language, { type: 'disjunction' });
  return (parts) => format.format(parts);
}

export { capitalized } from '#contract/noun.ts';
