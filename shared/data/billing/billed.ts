import type { DocumentLine } from '#contract/document-fields.ts';
import { toFourDecimals } from '#contract/document-totals.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Order } from '#contract/records/order.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { billedLines, invoiceRecords, type BilledBy } from '../records/invoice.ts';
import { recordAttributes } from '../records/read.ts';
import { listName, recordFrom, type RecordItem } from '../records/stored.ts';
import { indexName, listPartition } from '../store/keys.ts';
import { getItems, query, type Item } from '../store/table.ts';

/**
 * How much of each line of an order its invoices bill, including drafts and invoices that the caller can't see. What was
 * credited isn't billed any more. The index can lag slightly, so an invoice that was just created can be missing.
 * Throws if there are too many to read.
 */
export async function billedOfOrder(
  context: Context,
  { id, lines = [] }: Pick<Order, 'id' | 'lines'>,
): Promise<number[]> {
  return quantitiesBy(await invoicesOf(context, id), lines, 'orderLine');
}

/** How much of each line of a quote the invoices bill that were made of it, including drafts. */
export async function billedOfQuote(context: Context, quote: Quote): Promise<number[]> {
  return quantitiesBy(await invoicesOfQuote(context, quote), quote.lines ?? [], 'quoteLine');
}

/** How much of each line of an order or a quote some of its invoices bill. */
export function quantitiesBy(
  invoices: readonly Invoice[],
  lines: readonly DocumentLine[],
  by: BilledBy,
): number[] {
  const billed = lines.map(() => 0);
  for (const invoice of invoices)
    for (const { line, quantity } of billedLines(invoice, by))
      if (line < billed.length) billed[line] = toFourDecimals((billed[line] ?? 0) + quantity);
  return billed;
}

/** What is left of the quantities of lines, none of which is less than zero. */
export const quantitiesLess = (quantities: readonly number[], billed: readonly number[]): number[] =>
  quantities.map((quantity, place) => Math.max(0, toFourDecimals(quantity - (billed[place] ?? 0))));

export const quantitiesIn = (lines: readonly DocumentLine[] = []): number[] =>
  lines.map(({ quantity }) => quantity);

/**
 * Lines of an invoice that bill quantities of lines of an order or a quote, by the positions of these. Lines of which
 * nothing is billed are missing. Throws `refusal` if that are all.
 */
export function linesWith(
  lines: readonly DocumentLine[] = [],
  quantities: readonly number[],
  by: BilledBy,
  refusal: 'order_billed' | 'order_delivery_billed' | 'quote_billed',
): NonNullable<Invoice['lines']> {
  const billing = lines.flatMap((line, place) => {
    const quantity = quantities[place] ?? 0;
    return quantity > 0 ? [{ ...line, quantity, [by]: place }] : [];
  });
  if (billing.length === 0) throw new ProblemError('conflict', refusal);
  return billing;
}

/** The drafts and issued invoices that were made of a quote and bill something of it. */
export async function invoicesOfQuote(
  context: Context,
  { id, invoiceIds = [] }: Pick<Quote, 'id' | 'invoiceIds'>,
): Promise<Invoice[]> {
  const invoices = await readInvoices(context, invoiceIds);
  return invoices.filter(({ quoteId }) => quoteId === id);
}

/**
 * The drafts and issued invoices that bill something of an order. Their list can lag slightly, unless the caller names
 * those that it could lack.
 */
export async function invoicesOf(
  context: Context,
  orderId: string,
  alsoIds: readonly string[] = [],
): Promise<Invoice[]> {
  const ids = [...new Set([...(await listedIds(context, orderId)), ...alsoIds])];
  const invoices = await readInvoices(context, ids);
  return invoices.filter((invoice) => invoice.orderId === orderId);
}

/** Those of some invoices that exist and aren’t deleted. */
async function readInvoices(context: Context, ids: readonly string[]): Promise<Invoice[]> {
  const keys = ids.map((id) => keyOf(invoiceRecords, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return items.flatMap((item) => {
    if (!item) return [];
    const invoice = recordFrom(invoiceRecords, item);
    return invoice.deletedAt === undefined ? [invoice] : [];
  });
}

async function listedIds(context: Context, orderId: string): Promise<string[]> {
  const ids: string[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<{ g2sk: string }>(context, {
      IndexName: indexName('g2'),
      KeyConditionExpression: 'g2pk = :pk',
      ExpressionAttributeValues: {
        ':pk': listPartition(context.orgId, 'invoice', listName('orderId', orderId)),
      },
      ProjectionExpression: 'g2sk',
      Limit: limits.invoicesPerOrder + 1,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    if (ids.length + items.length > limits.invoicesPerOrder)
      throw new ProblemError('conflict', { code: 'order_billed_often', limit: limits.invoicesPerOrder });
    ids.push(...items.map(({ g2sk }) => g2sk.slice(g2sk.lastIndexOf('#') + 1)));
    start = lastKey;
  } while (start);
  return ids;
}
