import { a } from '#contract/noun.ts';
import { dayKey } from '#lib/i18n/format.ts';
import { withTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { del, los, o, un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('order', {
  columns: [
    { field: 'code', width: 136 },
    { field: 'statusId', width: 116 },
    { field: 'customerId', width: 200 },
    { field: 'orderedOn', width: 112 },
    { field: 'reference', width: 120 },
    { field: 'total', width: 120 },
    { field: 'ownerId', width: 120 },
    { field: 'tagIds', width: 124 },
  ],
  subtitle: ['customerId', 'total', 'orderedOn'],
  besideAmounts: ['statusId'],
  readOnlyFields: ['confirmedAt', 'fulfilledAt', 'canceledAt', 'cancelReason'],
  defaults: ({ organization }) => ({ currency: organization.currency, orderedOn: dayKey(new Date()) }),
  fromName: (reference) => ({ reference }),
  related: [{ type: 'invoice', by: 'orderId', isHiddenIfNone: true }],
  main: () => withTexts('documents', import('../documents/OrderParts.svelte')),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.order))} is what ${a(nouns.customer)} has asked for, with quantities, prices and taxes. Create it from a won ${nouns.deal.one} or by hand.`,
      fields: {
        orderedOn: 'Date',
        reference: `${nouns.customer.One}’s reference`,
        currency: 'Currency',
        lines: 'Lines',
        discountPercent: 'Overall discount %',
        subtotal: 'Subtotal',
        total: 'Total',
        notes: 'Notes',
        fulfilled: 'Delivered',
        confirmedAt: 'Confirmed',
        fulfilledAt: 'Fulfilled',
        canceledAt: 'Canceled',
        cancelReason: 'Reason',
      },
      help: {
        discountPercent: 'Applies to every line.',
        notes: `Copied to ${nouns.invoice.many} from this ${nouns.order.one}, where they are printed below the totals.`,
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.order))} es lo que encargó ${un(nouns.customer)}, con cantidades, precios e impuestos. Créal${o(nouns.order)} a partir de ${un(nouns.deal)} ganad${o(nouns.deal)} o a mano.`,
      fields: {
        orderedOn: 'Fecha',
        reference: `Referencia ${del(nouns.customer)}`,
        currency: 'Moneda',
        lines: 'Líneas',
        discountPercent: 'Descuento general (%)',
        subtotal: 'Subtotal',
        total: 'Total',
        notes: 'Notas',
        fulfilled: 'Entregado',
        confirmedAt: 'Confirmación',
        fulfilledAt: 'Entrega',
        canceledAt: 'Anulación',
        cancelReason: 'Motivo',
      },
      help: {
        discountPercent: 'Se aplica a todas las líneas.',
        notes: `Pasan a ${los(nouns.invoice)} que se creen desde aquí y se imprimen debajo de los totales.`,
      },
    }),
  },
});
