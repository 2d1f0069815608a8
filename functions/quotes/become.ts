import type { Quote } from '#contract/records/quote.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import type { Context } from '#data/organization/context.ts';
import { withCurrentReferences } from '#data/records/copied.ts';
import { fieldsOf, nextCodes } from '#data/records/creating.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import { readMade } from '#data/records/read.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { actionsOf, creation } from '#data/records/write.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { quotes } from './quotes.ts';
import { checkNotOrdered } from './states.ts';

/** What an accepted quote becomes. */
interface Becoming<Made extends AnyRecord> {
  definition: RecordDefinition<Made>;
  /** The name of the change in the quote’s history. */
  action: string;
  /** The values of the new record besides those of `sold`. Throws if the quote can’t become one. */
  values: (quote: Quote) => Promise<Readonly<Record<string, unknown>>>;
  /** How the quote names the new record. */
  named: (quote: Quote, id: string) => Readonly<Record<string, unknown>>;
}

/**
 * Creates a record of an accepted quote without an order, in one transaction with the change of the quote. So two
 * requests at the same moment can’t both create one from the same version of the quote.
 */
export async function become<Made extends AnyRecord>(
  context: Context,
  id: string,
  { definition, action, values, named }: Becoming<Made>,
): Promise<Made> {
  return transactOnce(
    context,
    async () => {
      const before = await quotes(context).loadIn(['accepted'], id);
      await checkNotOrdered(context, before);
      const copied = { ...sold(before), ...(await values(before)) };
      await checkRecordLimit(context, 1);
      const current = await withCurrentReferences(definition, context, copied);
      const custom = newCustomValues(await fieldsOf(definition, context), {});
      const [code] = await nextCodes(definition, context, 1);
      const made = creation(definition, context, { ...current, ...code, ...custom });
      const { actions } = quotes(context).changed(before, named(before, made.record.id), action);
      return {
        actions: [...actionsOf(definition, context, [made]), ...actions],
        ids: [made.record.id],
        value: made.record,
      };
    },
    (ids) => readMade(definition, context, ids),
  );
}

function sold(quote: Quote): Record<string, unknown> {
  const { customerId, contactId, dealId, currency, lines, discountPercent, notes, ownerId } = quote;
  const values = { customerId, contactId, dealId, currency, lines, discountPercent, notes, ownerId };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
