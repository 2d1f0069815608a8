import { localeOf, numberFormat } from './locale.ts';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Returns a function that selects the plural form for a count and replaces `#` with the formatted number. */
export function pluralIn(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const figures = numberFormat(localeOf(language));
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', figures.format(count));
}

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

/** The text with its first letter capitalized. */
export const capitalized = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
