import { toFourDecimals } from '#contract/document-totals.ts';
import type { orders as contract } from '#contract/records/order-operations.ts';
import type { Order } from '#contract/records/order.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { billedOfOrder } from '#data/billing/billed.ts';
import type { Context } from '#data/organization/context.ts';
import { orders, writeIn } from './orders.ts';

type Operations = typeof contract.operations;

/** Confirms a draft. */
export async function confirm(context: Context, { id }: InputOf<Operations['confirm']>): Promise<Order> {
  const before = await orders(context).loadIn(['draft'], id);
  if (!before.customerId) throw new ProblemError('conflict', 'document_without_customer');
  if (!before.lines) throw new ProblemError('conflict', 'document_without_lines');
  return writeIn(context, before, 'confirmed', { confirmedAt: context.now });
}

/** Adds delivered quantities. Without quantities, all that is left is delivered. */
export async function fulfill(
  context: Context,
  { id, body }: InputOf<Operations['fulfill']>,
): Promise<Order> {
  const before = await orders(context).loadIn(['confirmed'], id);
  const ordered = (before.lines ?? []).map(({ quantity }) => quantity);
  const fulfilled = body.delivered ? withDelivered(before, ordered, body.delivered) : ordered;
  const isWhole = ordered.every((quantity, place) => fulfilled[place] === quantity);
  return isWhole
    ? writeIn(context, before, 'fulfilled', { fulfilled, fulfilledAt: context.now })
    : writeIn(context, before, 'confirmed', { fulfilled }, 'delivered');
}

/** Cancels an order that isn't fulfilled. */
export async function cancel(context: Context, { id, body }: InputOf<Operations['cancel']>): Promise<Order> {
  const before = await orders(context).loadIn(['draft', 'confirmed'], id);
  return writeIn(context, before, 'canceled', {
    canceledAt: context.now,
    cancelReason: body.reason ?? null,
  });
}

/** Makes an order a draft again. */
export async function reopen(context: Context, { id }: InputOf<Operations['reopen']>): Promise<Order> {
  const before = await orders(context).loadIn(['confirmed', 'canceled'], id);
  if (before.fulfilled) throw new ProblemError('conflict', 'order_delivered');
  // Lines of invoices name those of the order by their positions.
  const billed = await billedOfOrder(context, before);
  if (billed.some((quantity) => quantity > 0)) throw new ProblemError('conflict', 'order_invoiced');
  const none = { confirmedAt: null, canceledAt: null, cancelReason: null };
  return writeIn(context, before, 'draft', none, 'reopened');
}

interface Delivered {
  line: number;
  quantity: number;
}

/** The delivered quantities, which can't exceed those that were ordered. */
function withDelivered(
  { fulfilled = [] }: Order,
  ordered: readonly number[],
  delivered: readonly Delivered[],
): number[] {
  const sums = ordered.map((_, place) => fulfilled[place] ?? 0);
  for (const [index, { line, quantity }] of delivered.entries()) {
    const most = ordered[line];
    if (most === undefined) throw fieldProblem(`/delivered/${index}/line`, 'unknown_reference');
    const sum = toFourDecimals((sums[line] ?? 0) + quantity);
    if (sum > most) {
      const limit = toFourDecimals(most - (sums[line] ?? 0));
      throw fieldProblem(`/delivered/${index}/quantity`, 'too_big', 'invalid_input', { limit });
    }
    sums[line] = sum;
  }
  return sums;
}
