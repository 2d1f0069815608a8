import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal, PortalInvoice, PortalOrder, PortalQuote } from '#contract/portal.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Order } from '#contract/records/order.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Context } from '#data/organization/context.ts';
import { customerViewer } from '#data/portal/viewer.ts';
import type { RateTotal } from '#contract/document-totals.ts';
import { documentTotals } from '#data/records/document.ts';
import { creditNoteKind } from '#data/records/invoice.ts';
import { listed } from './listed.ts';
import { loadShown, shownInvoices, shownOrders, shownQuotes } from './shown-records.ts';

type Operations = typeof portal.operations;

export async function quotes(
  context: Context,
  { customerId, ...page }: InputOf<Operations['quotes']>,
): Promise<OutputOf<Operations['quotes']>> {
  const viewer = await customerViewer(context, customerId);
  const found = await listed(context, viewer, shownQuotes, page);
  return { ...found, items: found.items.map(quoteShown) };
}

const quoteShown = ({ id, code, title, statusId, quotedOn, validUntil, total }: Quote): PortalQuote => ({
  id,
  code,
  ...(title === undefined ? {} : { title }),
  statusId: statusId ?? '',
  quotedOn,
  ...(validUntil === undefined ? {} : { validUntil }),
  total,
});

export async function orders(
  context: Context,
  { customerId, ...page }: InputOf<Operations['orders']>,
): Promise<OutputOf<Operations['orders']>> {
  const viewer = await customerViewer(context, customerId);
  const found = await listed(context, viewer, shownOrders, page);
  return { ...found, items: found.items.map(orderShown) };
}

const orderShown = ({ id, code, reference, statusId, orderedOn, total }: Order): PortalOrder => ({
  id,
  code,
  ...(reference === undefined ? {} : { reference }),
  statusId: statusId ?? '',
  orderedOn,
  total,
});

export async function order(
  context: Context,
  { customerId, id }: InputOf<Operations['order']>,
): Promise<OutputOf<Operations['order']>> {
  const viewer = await customerViewer(context, customerId);
  const found = await loadShown(context, viewer, shownOrders, id);
  const { currency, lines = [], fulfilled = [], subtotal } = found;
  const totals = documentTotals(found);
  const { netMinor = [], grossMinor = 0, discountMinor = 0, taxes = [], withholdings = [] } = totals ?? {};
  const money = (amountMinor: number) => ({ amountMinor, currency });
  const rateShown = ({ percent, baseMinor, amountMinor }: RateTotal) => ({
    percent,
    base: money(baseMinor),
    amount: money(amountMinor),
  });
  return {
    ...orderShown(found),
    gross: money(grossMinor),
    discount: money(discountMinor),
    subtotal,
    taxes: taxes.map(rateShown),
    withholdings: withholdings.map(rateShown),
    lines: lines.map(({ productId: _product, withholdingPercent: _withheld, ...line }, place) => ({
      ...line,
      net: money(netMinor[place] ?? 0),
      fulfilled: fulfilled[place] ?? 0,
    })),
  };
}

export async function invoices(
  context: Context,
  { customerId, unpaid, ...page }: InputOf<Operations['invoices']>,
): Promise<OutputOf<Operations['invoices']>> {
  const viewer = await customerViewer(context, customerId);
  const meanings = unpaid ? (['open', 'overdue'] as const) : undefined;
  const found = await listed(context, viewer, shownInvoices, page, meanings);
  return { ...found, items: found.items.map(invoiceShown) };
}

const invoiceShown = (invoice: Invoice): PortalInvoice => {
  const { id, number, code, kindId, statusId, issuedOn = '', dueOn, total, due, pending } = invoice;
  return {
    id,
    number: number ?? code,
    isCreditNote: kindId === creditNoteKind,
    statusId: statusId ?? '',
    issuedOn,
    ...(dueOn === undefined ? {} : { dueOn }),
    total,
    due,
    pending,
  };
};
