import { a } from '#contract/noun.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { o, un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('lead', {
  columns: [
    { field: 'fullName', width: 220 },
    { field: 'company', width: 152 },
    { field: 'statusId', width: 124 },
    { field: 'score', width: 84 },
    { field: 'estimatedValue', width: 120 },
    { field: 'sourceId', width: 120 },
    { field: 'ownerId', width: 120 },
    { field: 'tagIds', width: 132 },
    { field: 'createdAt', width: 100 },
  ],
  subtitle: ['company', 'estimatedValue', 'email'],
  readOnlyFields: [
    'formName',
    'consentText',
    'disqualifiedReason',
    'convertedAt',
    'closedAt',
    'customerId',
    'contactId',
    'dealId',
  ],
  summary: () => import('../leads/LeadScore.svelte'),
  notice: { column: 'score', load: () => import('../leads/RescoringNotice.svelte') },
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.lead))} is someone who might buy. It gets a score based on what you know, and becomes ${a(nouns.customer)} when it is converted.`,
      fields: {
        budgetMin: 'Minimum budget',
        budgetMax: 'Maximum budget',
        propertyInterest: 'Interested in',
        formName: 'Web form',
        consentText: 'Consent text',
        consentVersion: 'Consent version',
        disqualifiedReason: 'Reason',
        convertedAt: 'Converted',
        closedAt: 'Closed',
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.lead))} es alguien que podría comprar. Recibe una puntuación según lo que sabes y, al convertirse, pasa a ser ${nouns.customer.one}.`,
      fields: {
        budgetMin: 'Presupuesto mínimo',
        budgetMax: 'Presupuesto máximo',
        propertyInterest: 'Interés',
        formName: 'Formulario web',
        consentText: 'Texto de consentimiento',
        consentVersion: 'Versión del consentimiento',
        disqualifiedReason: 'Motivo',
        convertedAt: `Convertid${o(nouns.lead)}`,
        closedAt: `Cerrad${o(nouns.lead)}`,
      },
    }),
  },
});
