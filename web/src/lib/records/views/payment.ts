import { a } from '#contract/noun.ts';
import { dayKey } from '#lib/i18n/format.ts';
import { withTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('payment', {
  columns: [
    { field: 'code', width: 136 },
    { field: 'statusId', width: 108 },
    { field: 'customerId', width: 176 },
    { field: 'amount', width: 120 },
    { field: 'unallocated', width: 120 },
    { field: 'receivedOn', width: 112 },
    { field: 'methodId', width: 132 },
    { field: 'ownerId', width: 116 },
  ],
  subtitle: ['customerId', 'amount', 'receivedOn'],
  besideAmounts: ['statusId'],
  readOnlyFields: ['cancelReason', 'provider', 'providerId'],
  defaults: () => ({ receivedOn: dayKey(new Date()) }),
  fromName: (reference) => ({ reference }),
  main: () => withTexts('documents', import('../documents/PaymentParts.svelte')),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.payment))} is money that ${a(nouns.customer)} has paid. It settles one or several ${nouns.invoice.many}, in full or in part.`,
      fields: {
        amount: 'Amount',
        receivedOn: 'Received on',
        methodId: 'Method',
        reference: 'Reference',
        allocations: nouns.invoice.Many,
        pendingAllocations: `${nouns.invoice.Many} to be paid`,
        unallocated: 'Not allocated',
        refunds: 'Refunds',
        refunded: 'Refunded',
        cancelReason: 'Reason',
        notes: 'Notes',
        provider: 'Provider',
        providerId: 'ID at the provider',
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.payment))} es dinero que pagó ${un(nouns.customer)}. Salda ${un(nouns.invoice)} o más, por completo o en parte.`,
      fields: {
        amount: 'Importe',
        receivedOn: 'Fecha de cobro',
        methodId: 'Forma de pago',
        reference: 'Referencia',
        allocations: nouns.invoice.Many,
        pendingAllocations: `${nouns.invoice.Many} que pagará`,
        unallocated: 'Sin asignar',
        refunds: 'Reembolsos',
        refunded: 'Reembolsado',
        cancelReason: 'Motivo',
        notes: 'Notas',
        provider: 'Plataforma de pago',
        providerId: 'ID en la plataforma',
      },
    }),
  },
});
