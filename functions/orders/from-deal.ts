import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { orders } from '#contract/records/order-operations.ts';
import type { Order } from '#contract/records/order.ts';
import { soldByDeal } from '#data/billing/sold-by-deal.ts';
import type { Context } from '#data/organization/context.ts';
import { createCopy, type Create } from '#data/records/copied.ts';
import { dealRecords } from '#data/records/deal.ts';
import { namedRecord } from '#data/records/named-record.ts';
import { orderRecords } from '#data/records/order.ts';

type Input = InputOf<typeof orders.operations.fromDeal>;
/** Creates an order from a deal that the caller can see. */
export const fromDeal =
  (create: Create) =>
  async (context: Context, { body }: Input): Promise<Order> => {
    const deal = await namedRecord(dealRecords, context, body.dealId, '/dealId');
    if (!deal.customerId) throw new ProblemError('conflict', 'deal_without_customer');
    return (await createCopy(orderRecords, context, create, soldByDeal(deal))) as Order;
  };
