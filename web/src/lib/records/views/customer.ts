import { a } from '#contract/noun.ts';
import { useTexts, withTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { los, un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('customer', {
  columns: [
    { field: 'name', width: 220 },
    { field: 'code', width: 96 },
    { field: 'statusId', width: 104 },
    { field: 'email', width: 150 },
    { field: 'phones', width: 156 },
    { field: 'city', width: 112, beside: 'country' },
    { field: 'ownerId', width: 108 },
    { field: 'tagIds', width: 124 },
    { field: 'createdAt', width: 100 },
  ],
  subtitle: ['code', 'city', 'email'],
  ofPreset: { profession: 'voiceAgency', preferredVoice: 'voiceAgency' },
  summary: async () => {
    const loading = import('../customers/CustomerSummary.svelte');
    const [part] = await Promise.all([loading, useTexts('analytics'), useTexts('documents')]);
    return part;
  },
  related: [
    { type: 'deal', by: 'customerId' },
    { type: 'contact', by: 'customerId' },
    { type: 'issue', by: 'customerId' },
    { type: 'quote', by: 'customerId', isDocument: true },
    { type: 'order', by: 'customerId', isDocument: true },
    { type: 'invoice', by: 'customerId', isDocument: true },
    { type: 'payment', by: 'customerId', isDocument: true },
  ],
  beside: () => withTexts('portalAccess', import('../portal/PortalUsers.svelte')),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.customer))} is a company or person that buys from you. ${nouns.lead.Many} become ${nouns.customer.many} when they are converted.`,
      fields: {
        preferredVoice: 'Preferred voice',
        legalName: 'Legal name',
        taxId: 'Tax ID',
        billingEmail: 'Billing e-mail',
        paymentReminders: 'Payment reminders',
        postalCode: 'Postal code',
        state: 'State or province',
      },
      help: {
        legalName: `The name on ${nouns.invoice.many}, if it differs. PDFs show Latin, Greek and Cyrillic letters.`,
        billingEmail: `Where ${nouns.invoice.many} and reminders go, if it differs.`,
        paymentReminders: 'If no, reminders aren’t sent automatically.',
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.customer))} es una empresa o persona que te compra. ${capitalized(los(nouns.lead))} pasan a ser ${nouns.customer.many} al convertirse.`,
      fields: {
        preferredVoice: 'Voz preferida',
        legalName: 'Razón social',
        taxId: nouns.terms.taxId,
        billingEmail: 'Correo de facturación',
        paymentReminders: 'Recordatorios de pago',
        postalCode: 'Código postal',
        state: nouns.terms.state,
      },
      help: {
        legalName: `El nombre en ${los(nouns.invoice)}, si es otro. Los PDF muestran letras latinas, griegas y cirílicas.`,
        billingEmail: `Donde se envían ${los(nouns.invoice)} y los recordatorios, si es otro.`,
        paymentReminders: 'Si eliges «No», no se envían recordatorios automáticos.',
      },
    }),
  },
});
