import type { Order } from '#contract/records/order.ts';
import type { Context } from '#data/organization/context.ts';
import { orderRecords, stateOf, statusWith, type OrderState } from '#data/records/order.ts';
import { records, type Patch } from '#data/records/records.ts';

export const orders = records(orderRecords, {
  of: (order: Order, { settings }): OrderState => stateOf(order, settings),
  refusal: 'order_other_state',
});

/** Writes a change of an order, and its status if that follows from it. */
export function writeIn(
  context: Context,
  before: Order,
  state: OrderState,
  patch: Patch<Order>,
  action: string = state,
): Promise<Order> {
  const { settings } = context;
  const statusId = stateOf(before, settings) === state ? before.statusId : statusWith(settings, state);
  return orders(context).write(before, { ...patch, statusId }, action);
}
