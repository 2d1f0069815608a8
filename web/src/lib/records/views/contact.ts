import { a } from '#contract/noun.ts';
import { withTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('contact', {
  columns: [
    { field: 'fullName', width: 216 },
    { field: 'statusId', width: 114 },
    { field: 'email', width: 144 },
    { field: 'phones', width: 156 },
    { field: 'customerId', width: 124 },
    { field: 'city', width: 112, beside: 'country' },
    { field: 'ownerId', width: 104 },
    { field: 'tagIds', width: 110 },
    { field: 'createdAt', width: 100 },
  ],
  subtitle: ['jobTitle', 'customerId', 'city', 'email'],
  related: [
    { type: 'deal' },
    { type: 'issue', by: 'contactId' },
    { type: 'quote', by: 'contactId' },
    { type: 'order', by: 'contactId' },
    { type: 'invoice', by: 'contactId' },
  ],
  beside: () => withTexts('portalAccess', import('../portal/PortalAccess.svelte')),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.contact))} is a person you work with: how to reach them, their status and full history.`,
      fields: {},
      help: {
        email: 'Must be unique in your organization.',
        nationalId: 'Cédula, DNI, passport or similar.',
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.contact))} es una persona con la que tratas: cómo localizarla, su estado y todo su historial.`,
      fields: {},
      help: {
        email: 'Debe ser único en tu organización.',
        nationalId: 'Cédula, DNI, pasaporte o similar.',
      },
    }),
  },
});
