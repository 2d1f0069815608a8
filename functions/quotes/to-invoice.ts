import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { quotes } from '#contract/records/quote-operations.ts';
import { billedOfQuote, linesWith, quantitiesIn, quantitiesLess } from '#data/billing/billed.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { become } from './become.ts';

/**
 * Creates a draft with what isn’t billed yet of an accepted quote. The quote has the ids of all its invoices, so that what
 * they bill is read without the delay of an index.
 */
export const toInvoice = (
  context: Context,
  { id }: InputOf<typeof quotes.operations.toInvoice>,
): Promise<Invoice> =>
  become(context, id, {
    definition: invoiceRecords,
    action: 'invoiced',
    async values(quote) {
      const { lines, invoiceIds = [] } = quote;
      const left = quantitiesLess(quantitiesIn(lines), await billedOfQuote(context, quote));
      const billing = linesWith(lines, left, 'quoteLine', 'quote_billed');
      const limit = limits.invoicesPerQuote;
      if (invoiceIds.length >= limit)
        throw new ProblemError('conflict', { code: 'quote_billed_often', limit });
      return { lines: billing, quoteId: id };
    },
    // An order that it still names is permanently deleted.
    named: ({ invoiceIds = [] }, invoiceId) => ({ invoiceIds: [...invoiceIds, invoiceId], orderId: null }),
  });
