import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Order } from '#contract/records/order.ts';
import { billedOfOrder, linesWith, quantitiesIn, quantitiesLess } from '#data/billing/billed.ts';
import { soldByDeal } from '#data/billing/sold-by-deal.ts';
import type { Context } from '#data/organization/context.ts';
import { createCopy, type Create } from '#data/records/copied.ts';
import { dealRecords } from '#data/records/deal.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { namedRecord } from '#data/records/named-record.ts';
import { orderRecords, stateOf } from '#data/records/order.ts';
import { readMade } from '#data/records/read.ts';
import { transactOnce } from '#data/store/idempotency.ts';

type Operations = typeof contract.operations;
const given = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** Creates a draft with what isn’t billed yet of an order that the caller can see, or of what was delivered of it. */
export const fromOrder =
  (create: Create) =>
  async (context: Context, { body }: InputOf<Operations['fromOrder']>): Promise<Invoice> => {
    const order = await namedRecord(orderRecords, context, body.orderId, '/orderId');
    if (!['confirmed', 'fulfilled'].includes(stateOf(order, context.settings)))
      throw new ProblemError('conflict', 'order_other_state');
    const lines = await unbilledLines(context, order, body.delivered).catch((error: unknown) => {
      if (error instanceof ProblemError) return error;
      throw error;
    });
    if (lines instanceof ProblemError) return refusedUnlessMade(context, lines);
    const { customerId, contactId, dealId, currency, discountPercent, reference, notes, ownerId } = order;
    const priced = { currency, lines, discountPercent };
    const copied = given({
      customerId,
      contactId,
      dealId,
      ...priced,
      reference,
      notes,
      ownerId,
      orderId: order.id,
    });
    return (await createCopy(invoiceRecords, context, create, copied)) as Invoice;
  };

async function unbilledLines(
  context: Context,
  order: Order,
  isOfDelivered: boolean | undefined,
): Promise<NonNullable<Invoice['lines']>> {
  const { lines, fulfilled = [] } = order;
  const quantities = isOfDelivered ? fulfilled : quantitiesIn(lines);
  const left = quantitiesLess(quantities, await billedOfOrder(context, order));
  return linesWith(lines, left, 'orderLine', isOfDelivered ? 'order_delivery_billed' : 'order_billed');
}

/** Refuses an order that can’t be billed any more, unless the same request has billed it before. */
const refusedUnlessMade = (context: Context, problem: ProblemError): Promise<Invoice> =>
  transactOnce<Invoice>(
    context,
    () => Promise.reject(problem),
    (ids) => readMade(invoiceRecords, context, ids),
  );

/** Creates a draft from a deal that the caller can see. */
export const fromDeal =
  (create: Create) =>
  async (context: Context, { body }: InputOf<Operations['fromDeal']>): Promise<Invoice> => {
    const deal = await namedRecord(dealRecords, context, body.dealId, '/dealId');
    if (!deal.customerId) throw new ProblemError('conflict', 'deal_without_customer');
    return (await createCopy(invoiceRecords, context, create, soldByDeal(deal))) as Invoice;
  };
