type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Selects the plural form for a count and replaces `#` with the formatted number. */
export type Plural = (count: number, forms: Forms) => string;

export function pluralBy(language: string, figures: Intl.NumberFormat): Plural {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', figures.format(count));
}
