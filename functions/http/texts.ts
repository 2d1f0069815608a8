import { fieldText, type FieldTexts } from '#contract/field-texts/field-texts.ts';
import { fieldTexts as englishFields } from '#contract/field-texts/en.ts';
import { fieldTexts as spanishFields } from '#contract/field-texts/es.ts';
import { fractionDigits } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import type { Language } from '#contract/language.ts';
import { nounsOf, type Naming, type Nouns } from '#contract/nouns.ts';
import { pluralBy, type Plural } from '#contract/plural.ts';
import type { FieldError, FieldFault, ProblemCode, ProblemError } from '#contract/problem.ts';
import { problemAdvice as englishAdvice } from '#contract/problem-texts/advice-en.ts';
import { problemAdvice as spanishAdvice } from '#contract/problem-texts/advice-es.ts';
import * as english from '#contract/problem-texts/en.ts';
import * as spanish from '#contract/problem-texts/es.ts';
import { decimalText } from '#contract/typed-amounts.ts';
import type { ProblemDetail, ProblemDetails, ProblemTitles } from '#contract/problem-texts/problem-texts.ts';

// Limits such as 0.0001 have more decimals than are shown by default.
const figures = { useGrouping: 'always', maximumFractionDigits: 20 } as const;
const plurals: Record<Language, Plural> = {
  en: pluralBy('en', new Intl.NumberFormat('en', figures)),
  es: pluralBy('es', new Intl.NumberFormat('es', figures)),
};
const titles: Record<Language, ProblemTitles> = { en: english.problemTitles, es: spanish.problemTitles };
const details: Record<Language, (nouns: Nouns) => ProblemDetails> = {
  en: english.problemDetails,
  es: spanish.problemDetails,
};
const fields: Record<Language, (nouns: Nouns) => FieldTexts> = { en: englishFields, es: spanishFields };

/** For whom a problem is written: the language, and how the organization concerned calls things, if it is known. */
export interface Reader {
  language: Language;
  naming?: Naming | undefined;
}

const nounsFor = ({ language, naming }: Reader): Nouns => nounsOf(language, naming);

export const problemTitle = (language: Language, code: ProblemCode): string => titles[language][code];

/** What is wrong in one case. */
export function problemDetail(reader: Reader, detail: ProblemDetail): string {
  const { language } = reader;
  const texts = details[language](nounsFor(reader));
  if (typeof detail === 'string') return texts[detail];
  const { code, ...values } = detail;
  // Each detail's values have the type that its text takes.
  return (texts[code] as (values: unknown, plural: Plural) => string)(values, plurals[language]);
}

/** Identifies a detail in every language. */
export const reasonOf = (detail: ProblemDetail): string =>
  typeof detail === 'string' ? detail : detail.code;

const advice: Record<Language, Record<ProblemCode, string>> = { en: englishAdvice, es: spanishAdvice };

/**
 * What is wrong in one case: the detail of the problem, or its first invalid value, or else what can be done about
 * problems of its kind.
 */
export function detailOf(reader: Reader, code: ProblemCode, { detail, errors = [] }: ProblemError): string {
  if (detail) return problemDetail(reader, detail);
  const [first, ...others] = errors;
  if (!first) return advice[reader.language][code];
  const { pointer, message } = fieldErrorIn(reader, first);
  const text = pointer === '' ? message : `${pointer.slice(1)}: ${message}`;
  return others.length === 0 ? text : `${text} (+${others.length})`;
}

/** The fault with the message for its reader. */
export function fieldErrorIn(reader: Reader, fault: FieldFault): FieldError {
  const { language } = reader;
  const texts = fields[language](nounsFor(reader));
  return {
    ...fault,
    message: fieldText(texts, plurals[language], fault, (amount) => moneyText(language, amount)),
  };
}

function moneyText(language: Language, { amountMinor, currency }: Money): string {
  const digits = fractionDigits(currency);
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat(language, {
    ...{ style: 'currency', currency, useGrouping: 'always' },
    ...decimals,
  });
  return format.format(decimalText(amountMinor, digits) as never);
}
