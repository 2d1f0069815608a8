import type { Phone } from '#contract/field.ts';
import { countryTerms } from '#contract/country-terms.ts';
import type { Language } from '#contract/language.ts';
import { phoneLabelTexts as english } from '#contract/phone-label-texts/en.ts';
import { phoneLabelTexts as spanish } from '#contract/phone-label-texts/es.ts';

const labels: Record<Language, Record<Phone['label'], string>> = { en: english, es: spanish };

/**
 * Phone numbers with their labels, such as "Work: +573001112233", so that an import gets both back. Numbers stand alone
 * if none of them has a label that says something.
 */
export function phoneTexts(phones: readonly Phone[], language: Language, country?: string): string[] {
  if (phones.every(({ label }) => label === 'other')) return phones.map(({ number }) => number);
  const texts = { ...labels[language], mobile: countryTerms(language, country).mobilePhone };
  return phones.map(({ label, number }) => `${texts[label]}: ${number}`);
}
