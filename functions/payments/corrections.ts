import type { Allocation } from '#contract/document-fields.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { payments } from '#contract/records/payment-operations.ts';
import type { Payment } from '#contract/records/payment.ts';
import { linkedInvoices } from '#data/billing/settle.ts';
import type { Context } from '#data/organization/context.ts';
import { linkedActionsOf, untilLinked } from '#data/records/linked.ts';
import { loadForWrite } from '#data/records/operations.ts';
import {
  paymentRecords,
  paymentState,
  paymentStatus,
  refundedMinor,
  unallocatedMinor,
  type PaymentState,
} from '#data/records/payment.ts';
import { change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { dateIn } from '#data/values/day.ts';

type Operations = typeof payments.operations;

/** Pays back what isn't allocated first, then what is allocated last. */
export async function refund(
  context: Context,
  { id, body: { amountMinor, reason } }: InputOf<Operations['refund']>,
): Promise<Payment> {
  const before = await paymentIn(context, id, ['received']);
  const { amount, allocations = [], refunds = [] } = before;
  const left = amount.amountMinor - refundedMinor(before);
  if (amountMinor > left) throw fieldProblem('/amountMinor', 'too_big', 'invalid_input', { limit: left });
  if (refunds.length >= limits.refundsPerPayment)
    throw fieldProblem('/amountMinor', 'too_many', 'invalid_input', { limit: limits.refundsPerPayment });
  const refundedOn = dateIn(context.settings.timeZone, context.now);
  const made = { amountMinor, refundedOn, refundedAt: context.now };
  const patch = {
    refunds: [...refunds, { ...made, ...(reason === undefined ? {} : { reason }) }],
    allocations: withoutLast(allocations, Math.max(0, amountMinor - unallocatedMinor(before))),
  };
  return write(context, before, amountMinor === left ? 'refunded' : 'received', patch, 'refunded');
}

/** Cancels a payment, which then settles nothing. */
export async function cancel(
  context: Context,
  { id, body: { reason } }: InputOf<Operations['cancel']>,
): Promise<Payment> {
  const before = await paymentIn(context, id, ['received', 'pending']);
  if (before.refunds) throw new ProblemError('conflict', 'payment_refunded');
  const patch = { allocations: null, cancelReason: reason ?? null };
  return write(context, before, 'canceled', patch, 'canceled');
}

/** The allocations without an amount that is taken from the last ones. */
function withoutLast(allocations: readonly Allocation[], amountMinor: number): Allocation[] | null {
  let left = amountMinor;
  const kept = allocations.toReversed().flatMap((one): Allocation[] => {
    const taken = Math.min(left, one.amountMinor);
    left -= taken;
    return taken === one.amountMinor ? [] : [{ ...one, amountMinor: one.amountMinor - taken }];
  });
  return kept.length > 0 ? kept.toReversed() : null;
}

async function paymentIn(context: Context, id: string, states: readonly PaymentState[]): Promise<Payment> {
  const record = await loadForWrite(paymentRecords, context, id, (found) => {
    if (!states.includes(paymentState(found as unknown as Payment, context.settings)))
      throw new ProblemError('conflict', 'payment_other_state');
  });
  return record as unknown as Payment;
}

async function write(
  context: Context,
  before: Payment,
  state: PaymentState,
  patch: Record<string, unknown>,
  action: string,
): Promise<Payment> {
  const { settings } = context;
  const isSame = paymentState(before, settings) === state;
  const statusId = isSame ? before.statusId : paymentStatus(settings, state);
  const written = change(paymentRecords, context, before, { ...patch, statusId }, action);
  await untilLinked(async () =>
    transact(context, await linkedActionsOf(paymentRecords, context, [written], linkedInvoices)),
  );
  return written.record as unknown as Payment;
}
