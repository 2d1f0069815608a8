import { toFourDecimals } from '#contract/document-totals.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import type { orders as contract } from '#contract/records/order-operations.ts';
import type { Order } from '#contract/records/order.ts';
import { quantitiesIn } from '#data/billing/billed.ts';
import { issuedQuantities } from '#data/billing/within-sources.ts';
import type { Context } from '#data/organization/context.ts';
import { orders, writeIn } from './orders.ts';

type Input = InputOf<typeof contract.operations.correctDelivery>;
type Delivered = Input['body']['delivered'];

/** Replaces delivered quantities. An order of which something is left again is confirmed, no longer fulfilled. */
export async function correctDelivery(context: Context, { id, body }: Input): Promise<Order> {
  const before = await orders(context).loadIn(['confirmed', 'fulfilled'], id);
  const fulfilled = corrected(before, body.delivered);
  if (!body.belowInvoiced) await checkInvoiced(context, before, body.delivered);
  const isWhole = quantitiesIn(before.lines).every((quantity, line) => fulfilled[line] === quantity);
  const patch = {
    // An order of which nothing is delivered can be a draft again.
    fulfilled: fulfilled.some((quantity) => quantity > 0) ? fulfilled : null,
    fulfilledAt: isWhole ? (before.fulfilledAt ?? context.now) : null,
  };
  return writeIn(context, before, isWhole ? 'fulfilled' : 'confirmed', patch, 'deliveryCorrected');
}

function corrected({ lines = [], fulfilled = [] }: Order, delivered: Delivered): number[] {
  const quantities = lines.map((_, line) => fulfilled[line] ?? 0);
  const named = new Set<number>();
  for (const [index, { line, quantity }] of delivered.entries()) {
    const limit = lines[line]?.quantity;
    if (limit === undefined) throw fieldProblem(`/delivered/${index}/line`, 'unknown_reference');
    if (named.has(line)) throw fieldProblem(`/delivered/${index}/line`, 'repeated');
    if (quantity > limit)
      throw fieldProblem(`/delivered/${index}/quantity`, 'too_big', 'invalid_input', { limit });
    named.add(line);
    quantities[line] = quantity;
  }
  return quantities;
}

/** Throws if less is delivered of a line than before, and than issued invoices bill of it. */
async function checkInvoiced(context: Context, order: Order, delivered: Delivered): Promise<void> {
  const { fulfilled = [] } = order;
  const isLess = ({ line, quantity }: Delivered[number]) => quantity < (fulfilled[line] ?? 0);
  if (!delivered.some(isLess)) return;
  const invoiced = await issuedQuantities(context, order);
  const errors = delivered.flatMap((one, index): FieldFault[] => {
    const limit = toFourDecimals(invoiced[one.line] ?? 0);
    return isLess(one) && one.quantity < limit
      ? [{ pointer: `/delivered/${index}/quantity`, code: 'below_invoiced', limit }]
      : [];
  });
  if (errors.length > 0) throw new ProblemError('conflict', 'order_delivery_invoiced', errors);
}
