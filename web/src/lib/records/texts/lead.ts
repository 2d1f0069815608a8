import { a } from '#lib/i18n/en/nouns.ts';
import { un } from '#lib/i18n/es/nouns.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import type { TypeTexts } from '#lib/i18n/record-texts.ts';

export const texts: TypeTexts<'lead'> = {
  en: (nouns) => ({
    about: `${capitalized(a(nouns.lead))} is someone who might buy. Each gets a score from what you know, and becomes ${a(nouns.customer)} when it is converted.`,
    fields: {
      budgetMin: 'Budget from',
      budgetMax: 'Budget to',
      propertyInterest: 'Interested in',
      formName: 'Web form',
      consentText: 'Consent text',
      consentVersion: 'Consent version',
      disqualifiedReason: 'Reason',
      convertedAt: 'Converted',
    },
  }),
  es: (nouns) => ({
    about: `${capitalized(un(nouns.lead))} es alguien que podría comprar. Recibe una puntuación por lo que sabes y, al convertir su ficha, pasa a ser ${nouns.customer.one}.`,
    fields: {
      budgetMin: 'Presupuesto desde',
      budgetMax: 'Presupuesto hasta',
      propertyInterest: 'Interés',
      formName: 'Formulario web',
      consentText: 'Texto de consentimiento',
      consentVersion: 'Versión del consentimiento',
      disqualifiedReason: 'Motivo',
      convertedAt: 'Convertido',
    },
  }),
};
