import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../../organization/context.ts';
import type { RefundRequest } from './provider.ts';
import { toStripe } from '#contract/stripe-amount.ts';
import { called, openStripe } from './stripe-client.ts';
import { reconcile } from './stripe-payment.ts';

/**
 * Pays back a part of a payment at Stripe, and records it. Refunds made at Stripe that aren't recorded yet are recorded
 * first, and the request is refused as one about a stale payment. So an attempt that ended after the refund and before
 * its record isn't made twice; and two at once have the same key, so that Stripe makes one.
 */
export async function refundAtStripe(
  context: Context,
  before: Payment,
  { amountMinor, reason }: RefundRequest,
): Promise<Payment> {
  const { providerId, amount } = before;
  const connection = await openStripe(context, context.orgId);
  if (!connection || providerId === undefined) throw new ProblemError('conflict', 'stripe_off');
  const { client } = connection;
  // The marker of the request belongs to the transaction that records its own refund.
  const { marking: _marking, ...unmarked } = context;
  const known = await reconcile(unmarked, client, providerId);
  if (known?.version !== before.version) throw new ProblemError('precondition_failed');
  const atStripe = toStripe(amountMinor, amount.currency);
  if (atStripe === undefined) throw new ProblemError('conflict', 'stripe_amount');
  const refund = await called(() =>
    client.refunds.create(
      { payment_intent: providerId, amount: atStripe },
      { idempotencyKey: `refund-${before.id}-v${before.version}-${atStripe}` },
    ),
  );
  if (refund.status === 'failed' || refund.status === 'canceled')
    throw fieldProblem('/amountMinor', 'not_allowed');
  const after = await reconcile(
    context,
    client,
    providerId,
    reason === undefined ? {} : { reasons: { [refund.id]: reason } },
  );
  if (!after) throw new ProblemError('conflict', 'payment_other_state');
  return after;
}
