import { toFourDecimals } from '#contract/document-totals.ts';
import type { orders } from '#contract/records/order-operations.ts';
import type { Order } from '#contract/records/order.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { billedOfOrder } from '#data/billing/billed.ts';
import type { Context } from '#data/organization/context.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { orderRecords, stateOf, statusWith, type OrderState } from '#data/records/order.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';

type Operations = typeof orders.operations;

/** Confirms a draft. */
export async function confirm(context: Context, { id }: InputOf<Operations['confirm']>): Promise<Order> {
  const before = await orderIn(context, id, ['draft']);
  if (!before.customerId) throw new ProblemError('conflict', 'document_without_customer');
  if (!before.lines) throw new ProblemError('conflict', 'document_without_lines');
  return write(context, before, 'confirmed', { confirmedAt: context.now });
}

/** Adds delivered quantities. Without quantities, all that is left is delivered. */
export async function fulfill(
  context: Context,
  { id, body }: InputOf<Operations['fulfill']>,
): Promise<Order> {
  const before = await orderIn(context, id, ['confirmed']);
  const ordered = (before.lines ?? []).map(({ quantity }) => quantity);
  const fulfilled = body.delivered ? withDelivered(before, ordered, body.delivered) : ordered;
  const isWhole = ordered.every((quantity, place) => fulfilled[place] === quantity);
  return isWhole
    ? write(context, before, 'fulfilled', { fulfilled, fulfilledAt: context.now })
    : write(context, before, 'confirmed', { fulfilled }, 'delivered');
}

/** Cancels an order that isn't fulfilled. */
export async function cancel(context: Context, { id, body }: InputOf<Operations['cancel']>): Promise<Order> {
  const before = await orderIn(context, id, ['draft', 'confirmed']);
  return write(context, before, 'canceled', {
    canceledAt: context.now,
    cancelReason: body.reason ?? null,
  });
}

/** Makes an order a draft again. */
export async function reopen(context: Context, { id }: InputOf<Operations['reopen']>): Promise<Order> {
  const before = await orderIn(context, id, ['confirmed', 'canceled']);
  if (before.fulfilled) throw new ProblemError('conflict', 'order_delivered');
  // Lines of invoices name those of the order by their positions.
  const billed = await billedOfOrder(context, before);
  if (billed.some((quantity) => quantity > 0)) throw new ProblemError('conflict', 'order_invoiced');
  const none = { confirmedAt: null, canceledAt: null, cancelReason: null };
  return write(context, before, 'draft', none, 'reopened');
}

/** Loads an order that must be in one of these states. The error takes precedence over a stale version. */
export async function orderIn(context: Context, id: string, states: readonly OrderState[]): Promise<Order> {
  const { settings } = context;
  return (await loadForWrite(orderRecords, context, id, (record) => {
    if (!states.includes(stateOf(record as unknown as Order, settings)))
      throw new ProblemError('conflict', 'order_other_state');
  })) as unknown as Order;
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

/** Writes a change of an order, and its status if that follows from it. */
export async function write(
  context: Context,
  before: Order,
  state: OrderState,
  patch: Record<string, unknown>,
  action: string = state,
): Promise<Order> {
  const { settings } = context;
  const statusId = stateOf(before, settings) === state ? before.statusId : statusWith(settings, state);
  const written = change(orderRecords, context, before, { ...patch, statusId }, action);
  if (written.actions.length > 0) await transact(context, actionsOf(orderRecords, context, [written]));
  return written.record as unknown as Order;
}
