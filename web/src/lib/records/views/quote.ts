import { lockedFields } from '#contract/locked-fields.ts';
import { a } from '#contract/noun.ts';
import { dayKey } from '#lib/i18n/format.ts';
import { withTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { o, un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('quote', {
  columns: [
    { field: 'code', width: 136 },
    { field: 'statusId', width: 112 },
    { field: 'title', width: 184 },
    { field: 'customerId', width: 172 },
    { field: 'quotedOn', width: 112 },
    { field: 'validUntil', width: 112 },
    { field: 'total', width: 120 },
    { field: 'ownerId', width: 116 },
  ],
  subtitle: ['customerId', 'total', 'title'],
  readOnlyFields: [
    'sentAt',
    'sentTo',
    'linksRevokedAt',
    'acceptedAt',
    'declinedAt',
    'answeredBy',
    'declineReason',
    'withdrawnAt',
    'orderId',
  ],
  defaults: ({ organization }) => ({ currency: organization.currency, quotedOn: dayKey(new Date()) }),
  fromName: (title) => ({ title }),
  related: [{ type: 'invoice', by: 'quoteId', isHiddenIfNone: true }],
  locked: lockedFields.quote,
  main: () => withTexts('documents', import('../documents/QuoteParts.svelte')),
  verbs: () => withTexts('documents', import('../documents/QuoteVerbs.svelte')),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.quote))} offers ${a(nouns.customer)} something at a price, until a date. Once it is accepted, it becomes ${a(nouns.order)}, or ${a(nouns.invoice)} directly.`,
      fields: {
        quotedOn: 'Date',
        validUntil: 'Valid until',
        currency: 'Currency',
        lines: 'Lines',
        discountPercent: 'Overall discount %',
        subtotal: 'Subtotal',
        total: 'Total',
        notes: 'Notes',
        parties: 'Seller and buyer',
        withdrawnAt: 'Withdrawn',
        sentAt: 'Sent',
        sentTo: 'Sent to',
        linksRevokedAt: 'Links revoked',
        acceptedAt: 'Accepted',
        declinedAt: 'Declined',
        answeredBy: 'Answered by',
        declineReason: 'Reason',
        orderId: nouns.order.One,
        invoiceIds: nouns.invoice.Many,
      },
      help: { discountPercent: 'Applies to every line.', notes: 'Printed below the totals.' },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.quote))} ofrece algo a ${un(nouns.customer)} por un precio y hasta una fecha. Cuando se acepta, pasa a ser ${un(nouns.order)}, o directamente ${un(nouns.invoice)}.`,
      fields: {
        quotedOn: 'Fecha',
        validUntil: `Válid${o(nouns.quote)} hasta`,
        currency: 'Moneda',
        lines: 'Líneas',
        discountPercent: 'Descuento general (%)',
        subtotal: 'Subtotal',
        total: 'Total',
        notes: 'Notas',
        parties: 'Emisor y receptor',
        withdrawnAt: 'Retirada',
        sentAt: 'Envío',
        sentTo: `Enviad${o(nouns.quote)} a`,
        linksRevokedAt: 'Enlaces revocados',
        acceptedAt: 'Aceptación',
        declinedAt: 'Rechazo',
        answeredBy: 'Respuesta de',
        declineReason: 'Motivo',
        orderId: nouns.order.One,
        invoiceIds: nouns.invoice.Many,
      },
      help: {
        discountPercent: 'Se aplica a todas las líneas.',
        notes: 'Se imprimen debajo de los totales.',
      },
    }),
  },
});
