import { ProblemError } from '#contract/problem.ts';
import { openStripe } from '#data/billing/providers/stripe-client.ts';
import { keepEvent, processEvent, signedEvent } from '#data/billing/providers/stripe-events.ts';
import type { VisitorContext } from '#data/store/request-context.ts';

/**
 * Receives an event of Stripe. It is stored before it is processed, and then accepted whether or not it could be
 * processed: `events/payment-events` takes up what is left. An organization that doesn't exist is answered like one
 * without Stripe.
 */
export async function stripeEvent(context: VisitorContext, { orgId }: { orgId: string }): Promise<null> {
  const connection = await openStripe(context, orgId);
  if (!connection?.webhookSecret) throw new ProblemError('not_found');
  const event = await signedEvent(connection, context.visitor.sent);
  const kept = await keepEvent(context, orgId, event, context.now);
  if (kept) await processEvent(context, kept, context.now);
  return null;
}
