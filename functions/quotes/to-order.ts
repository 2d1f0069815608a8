import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Order } from '#contract/records/order.ts';
import type { quotes } from '#contract/records/quote-operations.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Context } from '#data/organization/context.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import { fieldsOf, nextCodes } from '#data/records/creating.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { orderRecords } from '#data/records/order.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { readMade } from '#data/records/read.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { withCurrentReferences } from '#data/records/copied.ts';
import { actionsOf, change, creation } from '#data/records/write.ts';
import { transactOnce } from '#data/store/idempotency.ts';

/** Creates the order of an accepted quote, once. */
export async function toOrder(
  context: Context,
  { id }: InputOf<typeof quotes.operations.toOrder>,
): Promise<Order> {
  return transactOnce(
    context,
    async () => {
      const before = (await loadForWrite(quoteRecords, context, id, refuse)) as unknown as Quote;
      await checkRecordLimit(context, 1);
      const values = await withCurrentReferences(orderRecords, context, orderOf(before));
      const custom = newCustomValues(await fieldsOf(orderRecords, context), {});
      const [code] = await nextCodes(orderRecords, context, 1);
      const made = creation(orderRecords, context, { ...values, ...code, ...custom });
      const written = change(quoteRecords, context, before, { orderId: made.record.id }, 'ordered');
      return {
        actions: [
          ...actionsOf(orderRecords, context, [made]),
          ...actionsOf(quoteRecords, context, [written]),
        ],
        ids: [made.record.id],
        value: made.record as unknown as Order,
      };
    },
    async (ids) => (await readMade(orderRecords, context, ids)) as unknown as Order,
  );
}

function refuse(found: object): void {
  const { acceptedAt, orderId } = found as Quote;
  if (acceptedAt === undefined) throw new ProblemError('conflict', 'quote_other_state');
  if (orderId !== undefined) throw new ProblemError('conflict', 'quote_ordered');
}

function orderOf({
  customerId,
  contactId,
  dealId,
  currency,
  lines,
  discountPercent,
  notes,
  ownerId,
}: Quote): Record<string, unknown> {
  const values = { customerId, contactId, dealId, currency, lines, discountPercent, notes, ownerId };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
