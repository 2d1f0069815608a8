import type { InputOf } from '#contract/operation.ts';
import type { Order } from '#contract/records/order.ts';
import type { quotes } from '#contract/records/quote-operations.ts';
import type { Context } from '#data/organization/context.ts';
import { orderRecords } from '#data/records/order.ts';
import { become } from './become.ts';
import { checkNotBilled } from './states.ts';

/** Creates the order of an accepted quote, once, unless the quote is billed directly. */
export const toOrder = (
  context: Context,
  { id }: InputOf<typeof quotes.operations.toOrder>,
): Promise<Order> =>
  become(context, id, {
    definition: orderRecords,
    action: 'ordered',
    async values(quote) {
      await checkNotBilled(context, quote);
      return {};
    },
    named: (_quote, orderId) => ({ orderId }),
  });
