import type { Deal } from '#contract/records/deal.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Order } from '#contract/records/order.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { stateOf } from '#data/records/order.ts';
import { derivedId } from '#data/values/derived-id.ts';
import type { DemoContent } from '../content/content.ts';
import { addRecords, storedRecords } from '../records.ts';
import type { WorkTime } from '../work-time.ts';
import { demoBilling } from './billing.ts';
import { addProducts } from './catalog.ts';
import { addOddPayments, creditOne, markOverdueOnes, voidedOf, voidOne } from './corrections.ts';
import { plannedInvoices } from './invoice-plan.ts';
import { addInvoices } from './invoices.ts';
import { addOrders } from './orders.ts';
import { plannedPayments } from './payment-plan.ts';
import { addPayments } from './payments.ts';
import { addQuotes } from './quotes.ts';
import type { Business } from './sales.ts';

/** The number of records that a call added, by kind. */
export interface MoneyCounts {
  products: number;
  quotes: number;
  orders: number;
  invoices: number;
  payments: number;
}

export const noMoney: MoneyCounts = { products: 0, quotes: 0, orders: 0, invoices: 0, payments: 0 };

interface Sold {
  content: DemoContent;
  customers: readonly Customer[];
  deals: readonly Deal[];
  owners: readonly string[];
}

const isLive = ({ deletedAt }: { deletedAt?: string | undefined }): boolean => deletedAt === undefined;

/** Adds a year of products, quotes, orders, invoices and payments, until the time budget runs out. */
export async function addMoney(context: Context, sold: Sold, time: WorkTime): Promise<MoneyCounts> {
  const { content } = sold;
  const products = await addProducts(context, content, time);
  const counts = { ...noMoney, products: products.added };
  if (time.ranOut()) return counts;
  const business: Business = {
    ...sold,
    customers: sold.customers.filter(isLive),
    deals: sold.deals.filter(isLive),
    products: products.records.filter(isLive),
  };
  const orders = await addOrders(context, business, time);
  counts.orders = orders.added;
  if (time.ranOut()) return counts;
  const liveOrders = orders.records.filter(isLive);
  const quotes = await addQuotes(context, business, liveOrders, time);
  counts.quotes = quotes.added;
  if (time.ranOut()) return counts;
  return {
    ...counts,
    ...(await addBills(context, business, liveOrders, quotes.records.filter(isLive), time)),
  };
}

/** Adds invoices with their payments, and drafts of invoices. */
async function addBills(
  context: Context,
  business: Business,
  orders: readonly Order[],
  quotes: readonly Quote[],
  time: WorkTime,
): Promise<Pick<MoneyCounts, 'invoices' | 'payments'>> {
  const { content } = business;
  const billing = await demoBilling(context, content);
  const issued = await addInvoices(
    context,
    billing,
    business,
    plannedInvoices(context, business, orders),
    time,
  );
  if (time.ranOut()) return { invoices: issued.added, payments: 0 };
  const drafts = await addDrafts(context, orders, quotes, time);
  const voided = voidedOf(context, issued.records);
  if (voided) await voidOne(context, content, voided);
  const owed = issued.records.filter(({ id }) => id !== voided?.id);
  const paid = await addPayments(context, plannedPayments(context, owed), time);
  const counts = { invoices: issued.added + drafts, payments: paid.added };
  if (time.ranOut()) return counts;
  const ids = owed.map(({ id }) => id);
  const settled = [...(await storedRecords(context, invoiceRecords, ids)).values()];
  counts.invoices += await creditOne(context, billing, content, settled);
  counts.payments += await addOddPayments(context, content, [...paid.records.values()]);
  await markOverdueOnes(context, settled);
  return counts;
}

const draftsMade = 4;

/**
 * Adds drafts of invoices for the last orders that are confirmed and not delivered, of what was delivered if a part was,
 * and for quotes that are billed without an order.
 */
async function addDrafts(
  context: Context,
  orders: readonly Order[],
  quotes: readonly Quote[],
  time: WorkTime,
): Promise<number> {
  const open = orders.filter((order) => stateOf(order, context.settings) === 'confirmed').slice(-draftsMade);
  const ofOrders = open.map((order) => {
    const lines = (order.lines ?? []).map((line, orderLine) => ({ ...line, orderLine }));
    const delivered = lines.flatMap((line) => {
      const quantity = order.fulfilled?.[line.orderLine] ?? 0;
      return quantity > 0 ? [{ ...line, quantity }] : [];
    });
    const id = derivedId(context.orgId, `draft ${order.id}`);
    const input = { ...soldIn(order), lines: delivered.length > 0 ? delivered : lines, orderId: order.id };
    return { id, at: order.confirmedAt ?? order.createdAt, input };
  });
  const ofQuotes = quotes.flatMap((quote) =>
    (quote.invoiceIds ?? []).map((id) => {
      const lines = (quote.lines ?? []).map((line, quoteLine) => ({ ...line, quoteLine }));
      const input = { ...soldIn(quote), lines, quoteId: quote.id };
      return { id, at: quote.acceptedAt ?? quote.createdAt, input };
    }),
  );
  return (await addRecords(context, invoiceRecords, [...ofOrders, ...ofQuotes], time)).added;
}

const soldIn = ({ customerId, dealId, contactId, ownerId, currency, discountPercent }: Order | Quote) => ({
  ...{ customerId, dealId, contactId, ownerId, currency, discountPercent },
});
