import { may, type Workspace } from '#lib/workspace.ts';
import type { Money } from '#contract/field.ts';
import { recordBasics } from '../record-basics.ts';
import { recordQuery } from '../record-cache.ts';
import type { AnyRecord } from '../record-client.ts';

/**
 * The query for the customer of an invoice, if the user could record a payment of it. A payment needs a customer that
 * isn’t in the trash.
 */
export const payingCustomer = (workspace: Workspace, invoice: AnyRecord) => ({
  ...recordQuery(workspace.orgId, recordBasics.customer, String(invoice.customerId)),
  enabled:
    invoice.issuedAt !== undefined &&
    invoice.voidedAt === undefined &&
    (invoice.due as Money).amountMinor > 0 &&
    may(workspace, 'payment:create') &&
    may(workspace, recordBasics.customer.permissions.read),
});

/** The query for the order of a quote. While it exists, the quote can’t become anything else, or a draft again. */
export const orderOfQuote = (workspace: Workspace, quote: AnyRecord) => ({
  ...recordQuery(workspace.orgId, recordBasics.order, String(quote.orderId)),
  enabled: quote.orderId !== undefined && may(workspace, recordBasics.order.permissions.read),
});
