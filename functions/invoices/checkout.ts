import { ProblemError } from '#contract/problem.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { invoices } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { startCheckout } from '#data/billing/checkout.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { loadRecord } from '#data/records/read.ts';

type Checkout = typeof invoices.operations.checkout;

/** Opens a page where the customer pays what is due. */
export async function checkout(context: Context, { id }: InputOf<Checkout>): Promise<OutputOf<Checkout>> {
  const record = await loadRecord(invoiceRecords, context, id, context.scope);
  if (record.deletedAt) throw new ProblemError('not_found');
  return { url: await startCheckout(context, record as unknown as Invoice) };
}
