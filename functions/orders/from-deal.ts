import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { orders } from '#contract/records/order-operations.ts';
import type { Order } from '#contract/records/order.ts';
import type { Context } from '#data/organization/context.ts';
import { dealRecords } from '#data/records/deal.ts';
import { loadRecord, readScope } from '#data/records/read.ts';

type Input = InputOf<typeof orders.operations.fromDeal>;
type Create = (context: Context, input: { body: Record<string, unknown> }) => Promise<unknown>;

/** Creates an order from a deal that the caller can see. */
export const fromDeal =
  (create: Create) =>
  async (context: Context, { body: { dealId } }: Input): Promise<Order> => {
    const deal = await dealOf(context, dealId);
    const { customerId, contactIds, ownerId, value, lines, discountPercent } = deal;
    if (!customerId) throw new ProblemError('conflict', 'deal_without_customer');
    const body = {
      customerId,
      dealId,
      contactId: contactIds?.[0],
      ownerId,
      currency: value?.currency,
      lines: lines ?? lineOf(deal),
      discountPercent,
    };
    const given = Object.fromEntries(Object.entries(body).filter(([, one]) => one !== undefined));
    return (await create(context, { body: given })) as Order;
  };

async function dealOf(context: Context, dealId: string): Promise<Deal> {
  const deal = await loadRecord(dealRecords, context, dealId, readScope(dealRecords, context)).catch(
    (error: unknown) => {
      if (error instanceof ProblemError && error.code === 'not_found') return undefined;
      throw error;
    },
  );
  if (!deal || deal.deletedAt) throw fieldProblem('/dealId', 'unknown_reference');
  return deal as unknown as Deal;
}

/** A deal without lines is sold as a whole. */
const lineOf = ({ title, value }: Deal): object[] | undefined =>
  value && [{ description: title, quantity: 1, unitPriceMinor: value.amountMinor }];
