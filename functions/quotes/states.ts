import type { Parties } from '#contract/document-fields.ts';
import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { quotes as contract } from '#contract/records/quote-operations.ts';
import type { Quote } from '#contract/records/quote.ts';
import { billedOfQuote, invoicesOf } from '#data/billing/billed.ts';
import { partiesOf, presentParties } from '#data/billing/parties.ts';
import { readBilling } from '#data/billing/settings.ts';
import { soldByDeal } from '#data/billing/sold-by-deal.ts';
import type { Context } from '#data/organization/context.ts';
import { createCopy, type Create } from '#data/records/copied.ts';
import { billedLines } from '#data/records/invoice.ts';
import { dealRecords } from '#data/records/deal.ts';
import { keyOf } from '#data/records/definition.ts';
import { namedRecord } from '#data/records/named-record.ts';
import { orderRecords } from '#data/records/order.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { recordAttributes } from '#data/records/read.ts';
import { isGone, recordFrom, type RecordItem } from '#data/records/stored.ts';
import { getItem } from '#data/store/table.ts';
import { quotes } from './quotes.ts';

type Operations = typeof contract.operations;

/** Creates a draft from a deal that the caller can see. */
export const fromDeal =
  (create: Create) =>
  async (context: Context, { body }: InputOf<Operations['fromDeal']>): Promise<Quote> => {
    const deal = await namedRecord(dealRecords, context, body.dealId, '/dealId');
    const copied = { ...soldByDeal(deal), title: deal.title };
    return (await createCopy(quoteRecords, context, create, copied)) as Quote;
  };

export async function markSent(context: Context, { id }: InputOf<Operations['markSent']>): Promise<Quote> {
  const before = await quotes(context).loadIn(['draft'], id);
  return quotes(context).write(
    before,
    { ...(await firstSent(context, before)), sentAt: context.now },
    'markedSent',
  );
}

/** What a quote gets when it is sent for the first time. Refuses one that offers nothing, or nobody anything. */
export async function firstSent(context: Context, quote: Quote): Promise<Record<string, unknown>> {
  const { customerId, parties } = quote;
  checkComplete(quote);
  if (parties || customerId === undefined) return {};
  const billing = await readBilling(context);
  return { parties: await partiesOf(context, billing, customerId), withdrawnAt: null };
}

function checkComplete({ customerId, lines }: Quote): void {
  if (!customerId) throw new ProblemError('conflict', 'document_without_customer');
  if (!lines) throw new ProblemError('conflict', 'document_without_lines');
}

/** A customer can accept an expired quote, too, if the seller agrees. */
export async function accept(
  context: Context,
  { id, body: { by } }: InputOf<Operations['accept']>,
): Promise<Quote> {
  const before = await quotes(context).loadIn(['sent', 'expired'], id);
  const patch = { acceptedAt: context.now, answeredBy: by ?? null };
  return quotes(context).write(before, { ...(await missingParties(context, before)), ...patch }, 'accepted');
}

export async function decline(
  context: Context,
  { id, body: { by, reason } }: InputOf<Operations['decline']>,
): Promise<Quote> {
  const before = await quotes(context).loadIn(['sent', 'expired'], id);
  const patch = { declinedAt: context.now, answeredBy: by ?? null, declineReason: reason ?? null };
  return quotes(context).write(before, { ...(await missingParties(context, before)), ...patch }, 'declined');
}

/** The copy of seller and buyer that version 0.4 didn’t make when it sent a quote, if its customer still exists. */
async function missingParties(
  context: Context,
  { customerId, parties }: Quote,
): Promise<{ parties?: Parties }> {
  if (parties || customerId === undefined) return {};
  const present = await presentParties(context, await readBilling(context), customerId);
  return present ? { parties: present } : {};
}

export async function reopen(context: Context, { id }: InputOf<Operations['reopen']>): Promise<Quote> {
  const before = await quotes(context).loadIn(['sent', 'accepted', 'declined', 'expired'], id);
  await checkNotOrdered(context, before);
  await checkNotBilled(context, before);
  // Drafts in the trash bill lines that the quote may no longer have.
  const cleared = [
    'orderId',
    'invoiceIds',
    'parties',
    'sentAt',
    'sentTo',
    'acceptedAt',
    'declinedAt',
    'answeredBy',
    'declineReason',
  ];
  const patch = Object.fromEntries(cleared.map((name) => [name, null]));
  return quotes(context).write(before, { ...patch, withdrawnAt: context.now }, 'reopened');
}

/**
 * Throws if a quote has an order, which can also come back from the trash. One that is permanently deleted doesn’t count, but
 * the invoices that it left do.
 */
export async function checkNotOrdered(context: Context, { orderId }: Quote): Promise<void> {
  if (orderId === undefined) return;
  const item = await getItem<RecordItem>(
    context,
    keyOf(orderRecords, context.orgId, orderId),
    recordAttributes,
  );
  const order = item && recordFrom(orderRecords, item);
  if (order && !isGone(order, context.now))
    throw new ProblemError('conflict', order.deletedAt ? 'quote_order_in_trash' : 'quote_ordered');
  const invoices = await invoicesOf(context, orderId);
  if (invoices.some((invoice) => billedLines(invoice, 'orderLine').length > 0))
    throw new ProblemError('conflict', 'quote_invoiced');
}

/** Throws if invoices or drafts bill something of a quote. */
export async function checkNotBilled(context: Context, quote: Quote): Promise<void> {
  const billed = await billedOfQuote(context, quote);
  if (billed.some((quantity) => quantity > 0)) throw new ProblemError('conflict', 'quote_invoiced');
}
