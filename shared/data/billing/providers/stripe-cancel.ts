import { ProblemError } from '#contract/problem.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../../organization/context.ts';
import { paymentState } from '../../records/payment.ts';
import { isMissing, openStripe } from './stripe-client.ts';
import { reconcile } from './stripe-payment.ts';

/**
 * Payments are what they are at Stripe, so users can cancel only what Stripe can't tell any more: a pending payment of an
 * account that is no longer connected. Otherwise, the payment is made what it is at Stripe, and the request is refused.
 */
export async function refuseUnlessLost(context: Context, before: Payment): Promise<void> {
  if (paymentState(before, context.settings) !== 'pending')
    throw new ProblemError('conflict', 'payment_of_provider');
  const connection = await openStripe(context, context.orgId);
  if (!connection || before.providerId === undefined) return;
  // The marker of the request belongs to the transaction that cancels the payment.
  const { marking: _marking, ...unmarked } = context;
  try {
    const known = await reconcile(unmarked, connection.client, before.providerId);
    if (known?.version !== before.version) throw new ProblemError('precondition_failed');
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  throw new ProblemError('conflict', 'payment_pending');
}
