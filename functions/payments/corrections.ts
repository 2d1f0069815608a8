import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { payments as contract } from '#contract/records/payment-operations.ts';
import type { Payment } from '#contract/records/payment.ts';
import { writePayment } from '#data/billing/providers/manual.ts';
import { providerOf } from '#data/billing/providers/providers.ts';
import type { Context } from '#data/organization/context.ts';
import { paymentRecords, paymentState, refundedMinor, type PaymentState } from '#data/records/payment.ts';
import { records } from '#data/records/records.ts';

type Operations = typeof contract.operations;

const payments = records(paymentRecords, {
  of: (payment: Payment, { settings }): PaymentState => paymentState(payment, settings),
  refusal: 'payment_other_state',
});

/** Pays back what isn't allocated first, then what is allocated last. */
export async function refund(
  context: Context,
  { id, body }: InputOf<Operations['refund']>,
): Promise<Payment> {
  const before = await payments(context).loadIn(['received'], id);
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
  const before = await payments(context).loadIn(['received', 'pending'], id);
  await providerOf(before).refuseCancel?.(context, before);
  if (before.refunds) throw new ProblemError('conflict', 'payment_refunded');
  const patch = { allocations: null, pendingAllocations: null, cancelReason: reason ?? null };
  return writePayment(context, before, 'canceled', patch, 'canceled');
}
