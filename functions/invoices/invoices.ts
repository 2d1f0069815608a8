import type { Invoice } from '#contract/records/invoice.ts';
import { dueMinorOf, invoiceRecords, stateAt, type InvoiceState } from '#data/records/invoice.ts';
import { records } from '#data/records/records.ts';
import { dateIn } from '#data/values/day.ts';

export const invoices = records(invoiceRecords, {
  of: (invoice: Invoice, { settings, now }): InvoiceState =>
    stateAt(invoice, dueMinorOf(invoice, invoice.total.amountMinor), dateIn(settings.timeZone, now)),
  refusal: 'invoice_other_state',
});

/** The states of an invoice, not a credit note, that was issued and isn't void. */
export const issuedInvoice: readonly InvoiceState[] = ['open', 'overdue', 'paid', 'credited'];

/** The states of an invoice or a credit note that was issued and isn't void. */
export const issuedDocument: readonly InvoiceState[] = [...issuedInvoice, 'issued'];
