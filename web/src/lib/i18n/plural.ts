import { localeOf } from './locale.ts';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Chooses among a language's plural forms; a form may hold `#` for the number, written in that language. */
export function pluralIn(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const figures = new Intl.NumberFormat(localeOf(language));
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', figures.format(count));
}

/** Joins names as the language does: "A, B and C". */
export function listIn(language: string): (parts: readonly string[]) => string {
  const format = new Intl.ListFormat(language, { type: 'conjunction' });
  return (parts) => format.format(parts);
}

/** A word as it stands within a sentence; one with capitals of its own, such as VIP, keeps them. */
export const inSentence = (word: string): string =>
  word.slice(1) === word.slice(1).toLowerCase() ? word.toLowerCase() : word;
