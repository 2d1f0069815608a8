import type { DocumentLine } from '#contract/document-fields.ts';
import { toFourDecimals } from '#contract/document-totals.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Order } from '#contract/records/order.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { billedLines, invoiceRecords } from '../records/invoice.ts';
import { recordAttributes } from '../records/read.ts';
import { listName, recordFrom, type RecordItem } from '../records/stored.ts';
import { indexName, listPartition } from '../store/keys.ts';
import { getItems, query, type Item } from '../store/table.ts';

/**
 * How much of each line of an order its invoices bill, including drafts and invoices that the caller can't see. What was
 * credited isn't billed any more. The index can lag slightly, so an invoice that was just created can be missing.
 * Throws if there are too many to read.
 */
export async function billedQuantities(
  context: Context,
  { id, lines = [] }: Pick<Order, 'id' | 'lines'>,
): Promise<number[]> {
  return quantitiesBy(await invoicesOf(context, id), lines);
}

/** How much of each line of an order some of its invoices bill. */
export function quantitiesBy(invoices: readonly Invoice[], lines: readonly DocumentLine[]): number[] {
  const billed = lines.map(() => 0);
  for (const invoice of invoices)
    for (const { orderLine, quantity } of billedLines(invoice))
      if (orderLine < billed.length) billed[orderLine] = toFourDecimals((billed[orderLine] ?? 0) + quantity);
  return billed;
}

/**
 * The lines of an order with what isn't billed yet of each; lines of which nothing is left are missing. Throws if nothing
 * is left of any.
 */
export async function unbilledLines(
  context: Context,
  order: Pick<Order, 'id' | 'lines'>,
): Promise<(DocumentLine & { orderLine: number })[]> {
  const billed = await billedQuantities(context, order);
  const left = (order.lines ?? []).flatMap((line, orderLine) => {
    const quantity = toFourDecimals(line.quantity - (billed[orderLine] ?? 0));
    return quantity > 0 ? [{ ...line, quantity, orderLine }] : [];
  });
  if (left.length === 0) throw new ProblemError('conflict', 'order_billed');
  return left;
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
  const keys = ids.map((id) => keyOf(invoiceRecords, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return items.flatMap((item) => {
    if (!item) return [];
    const invoice = recordFrom(invoiceRecords, item) as unknown as Invoice;
    return invoice.orderId === orderId && invoice.deletedAt === undefined ? [invoice] : [];
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
