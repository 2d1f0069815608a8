import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { invoices } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { endCheckouts } from '#data/billing/checkout.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords, pendingMinorOf } from '#data/records/invoice.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { issuedInvoice } from './issued.ts';

/** Voids an invoice that nothing was paid or credited of. */
export async function voidInvoice(
  context: Context,
  { id, body: { reason } }: InputOf<typeof invoices.operations.void>,
): Promise<Invoice> {
  const before = await issuedInvoice(context, id);
  if (pendingMinorOf(before) > 0) throw new ProblemError('conflict', 'payment_in_progress');
  if (before.settlements || before.creditedMinor) throw new ProblemError('conflict', 'invoice_settled');
  const patch = { voidedAt: context.now, reason };
  const written = change(invoiceRecords, context, before, patch, 'voided');
  await transact(context, actionsOf(invoiceRecords, context, [written]));
  await endCheckouts(context, [id]);
  return written.record as unknown as Invoice;
}
