import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../../organization/context.ts';
import { linkedActionsOf, untilLinked } from '../../records/linked.ts';
import {
  paymentRecords,
  paymentState,
  paymentStatus,
  refundedMinor,
  unallocatedMinor,
  type PaymentState,
} from '../../records/payment.ts';
import { change } from '../../records/write.ts';
import { transact } from '../../store/transact.ts';
import { dateIn } from '../../values/day.ts';
import { withoutLast } from '../allocations.ts';
import { linkedInvoices } from '../settle.ts';
import type { PaymentProvider, RefundRequest } from './provider.ts';

/** Payments that people record: cash, checks, cards on a terminal. Refunds are only recorded, too. */
export const manual: PaymentProvider = {
  wayToPay: () => Promise.resolve(undefined),
  refund: recordRefund,
};

/** Takes a refund off what isn't allocated first, then off what is allocated last. */
export function recordRefund(
  context: Context,
  before: Payment,
  { amountMinor, reason }: RefundRequest,
): Promise<Payment> {
  const { amount, allocations = [], refunds = [] } = before;
  const left = amount.amountMinor - refundedMinor(before);
  if (refunds.length >= limits.refundsPerPayment)
    throw fieldProblem('/amountMinor', 'too_many', 'invalid_input', { limit: limits.refundsPerPayment });
  const refundedOn = dateIn(context.settings.timeZone, context.now);
  const made = { amountMinor, refundedOn, refundedAt: context.now };
  const patch = {
    refunds: [...refunds, { ...made, ...(reason === undefined ? {} : { reason }) }],
    allocations: withoutLast(allocations, Math.max(0, amountMinor - unallocatedMinor(before))),
  };
  return writePayment(context, before, amountMinor === left ? 'refunded' : 'received', patch, 'refunded');
}

/** Writes a payment in a state, together with the invoices whose settlement changes. */
export async function writePayment(
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
  return written.record;
}
