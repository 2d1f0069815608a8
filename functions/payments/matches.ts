import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { payments } from '#contract/records/payment-operations.ts';
import { invoicesNamedIn } from '#data/billing/references.ts';
import type { Context } from '#data/organization/context.ts';

type Matches = typeof payments.operations.matches;

/** The invoices that the reference of a transfer names. */
export async function matches(context: Context, { reference }: InputOf<Matches>): Promise<OutputOf<Matches>> {
  const found = await invoicesNamedIn(context, reference);
  return {
    items: found.map(({ id, title, customerId, due }) => ({
      invoiceId: id,
      title,
      ...(customerId === undefined ? {} : { customerId }),
      due,
    })),
  };
}
