import { fieldText, type FieldTexts } from '#contract/field-texts/field-texts.ts';
import { fieldTexts as englishFields } from '#contract/field-texts/en.ts';
import { fieldTexts as spanishFields } from '#contract/field-texts/es.ts';
import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import type { Language } from '#contract/language.ts';
import { pluralBy, type Plural } from '#contract/plural.ts';
import type { FieldError, FieldFault, ProblemCode } from '#contract/problem.ts';
import { problemTexts as english } from '#contract/problem-texts/en.ts';
import { problemTexts as spanish } from '#contract/problem-texts/es.ts';
import { decimalText } from '#contract/typed-amounts.ts';
import type { ProblemTexts, ProblemDetail } from '#contract/problem-texts/problem-texts.ts';

// Limits such as 0.0001 have more decimals than are shown by default.
const figures = { useGrouping: 'always', maximumFractionDigits: 20 } as const;
const plurals: Record<Language, Plural> = {
  en: pluralBy('en', new Intl.NumberFormat('en', figures)),
  es: pluralBy('es', new Intl.NumberFormat('es', figures)),
};
const problems: Record<Language, ProblemTexts> = { en: english, es: spanish };
const fields: Record<Language, FieldTexts> = { en: englishFields, es: spanishFields };

export const problemTitle = (language: Language, code: ProblemCode): string =>
  problems[language].titles[code];

/** What is wrong in one case. */
export function problemDetail(language: Language, detail: ProblemDetail): string {
  const { details } = problems[language];
  if (typeof detail === 'string') return details[detail];
  const { code, ...values } = detail;
  // Each detail's values have the type that its text takes.
  return (details[code] as (values: unknown, plural: Plural) => string)(values, plurals[language]);
}

/** The fault with the message for a reader of the language. */
export const fieldErrorIn = (language: Language, fault: FieldFault): FieldError => ({
  ...fault,
  message: fieldText(fields[language], plurals[language], fault, (amount) => moneyText(language, amount)),
});

function moneyText(language: Language, { amountMinor, currency }: Money): string {
  const digits = fractionDigits(currency);
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat(language, {
    ...{ style: 'currency', currency, useGrouping: 'always' },
    ...decimals,
  });
  return format.format(decimalText(amountMinor, digits) as never);
}
