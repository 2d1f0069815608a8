import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { payments } from '#contract/records/payment-operations.ts';
import type { Payment } from '#contract/records/payment.ts';
import { writePayment } from '#data/billing/providers/manual.ts';
import { providerOf } from '#data/billing/providers/providers.ts';
import type { Context } from '#data/organization/context.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { paymentRecords, paymentState, refundedMinor, type PaymentState } from '#data/records/payment.ts';

type Operations = typeof payments.operations;

/** Pays back what isn't allocated first, then what is allocated last. */
export async function refund(
  context: Context,
  { id, body }: InputOf<Operations['refund']>,
): Promise<Payment> {
  const before = await paymentIn(context, id, ['received']);
  const left = before.amount.amountMinor - refundedMinor(before);
  if (body.amountMinor > left)
    throw fieldProblem('/amountMinor', 'too_big', 'invalid_input', {
      limit: left,
      currency: before.amount.currency,
    });
  return providerOf(before).refund(context, before, body);
}

/** Cancels a payment, which then settles nothing. */
export async function cancel(
  context: Context,
  { id, body: { reason } }: InputOf<Operations['cancel']>,
): Promise<Payment> {
  const before = await paymentIn(context, id, ['received', 'pending']);
  await providerOf(before).refuseCancel?.(context, before);
  if (before.refunds) throw new ProblemError('conflict', 'payment_refunded');
  const patch = { allocations: null, pendingAllocations: null, cancelReason: reason ?? null };
  return writePayment(context, before, 'canceled', patch, 'canceled');
}

async function paymentIn(context: Context, id: string, states: readonly PaymentState[]): Promise<Payment> {
  const record = await loadForWrite(paymentRecords, context, id, (found) => {
    if (!states.includes(paymentState(found as unknown as Payment, context.settings)))
      throw new ProblemError('conflict', 'payment_other_state');
  });
  return record as unknown as Payment;
}
