import { a } from '#lib/i18n/en/nouns.ts';
import { los, un } from '#lib/i18n/es/nouns.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import type { TypeTexts } from '#lib/i18n/record-texts.ts';

export const texts: TypeTexts<'customer'> = {
  en: (nouns) => ({
    about: `${capitalized(a(nouns.customer))} is a company or person that buys from you. ${nouns.lead.Many} become ${nouns.customer.many} when they are converted.`,
    fields: { preferredVoice: 'Preferred voice' },
  }),
  es: (nouns) => ({
    about: `${capitalized(un(nouns.customer))} es una empresa o persona que te compra. ${capitalized(los(nouns.lead))} se convierten en ${nouns.customer.many} cuando compran.`,
    fields: { preferredVoice: 'Voz preferida' },
  }),
};
