import type { InputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { endCheckouts } from '#data/billing/checkout.ts';
import type { Context } from '#data/organization/context.ts';
import { pendingMinorOf } from '#data/records/invoice.ts';
import { invoices, issuedInvoice } from './invoices.ts';

/** Voids an invoice that nothing was paid or credited of. */
export async function voidInvoice(
  context: Context,
  { id, body: { reason } }: InputOf<typeof contract.operations.void>,
): Promise<Invoice> {
  const before = await invoices(context).loadIn(issuedInvoice, id);
  if (pendingMinorOf(before) > 0) throw new ProblemError('conflict', 'payment_in_progress');
  if (before.settlements || before.creditedMinor) throw new ProblemError('conflict', 'invoice_settled');
  const patch = { voidedAt: context.now, reason };
  const voided = await invoices(context).write(before, patch, 'voided');
  await endCheckouts(context, [id]);
  return voided;
}
