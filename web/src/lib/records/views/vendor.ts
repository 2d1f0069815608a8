import { a } from '#contract/noun.ts';
import { withTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('vendor', {
  columns: [
    { field: 'name', width: 200 },
    { field: 'code', width: 96 },
    { field: 'statusId', width: 104 },
    { field: 'category', width: 116 },
    { field: 'contactPerson', width: 124 },
    { field: 'email', width: 148 },
    { field: 'phones', width: 148 },
    { field: 'rating', width: 68 },
    { field: 'ownerId', width: 108 },
  ],
  subtitle: ['category', 'contactPerson', 'email'],
  beside: () => withTexts('portalAccess', import('../portal/PortalAccess.svelte')),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.vendor))} is a company or person that you buy from: who to talk to, what they sell and how you rate them.`,
      fields: {},
      help: { rating: 'From 1 (poor) to 5 (excellent).' },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.vendor))} es una empresa o persona a la que compras: con quién hablar, qué vende y cómo la valoras.`,
      fields: {},
      help: { rating: 'De 1 (mala) a 5 (excelente).' },
    }),
  },
});
