import * as z from 'zod/mini';
import { nothing, operation, resource } from './operation.ts';

const base = '/v1/public/payments';

/** Where customers are led after a payment that wasn't begun on the page of an invoice. */
export const paymentDonePath = `${base}/done`;
/** Where Stripe sends the events of an organization's account. */
export const stripeWebhookPath = (orgId: string): string => `${base}/stripe/${orgId}`;

/** What payment providers and customers use without signing in. */
export const publicPayments = resource('public-payments', base, {
  stripeEvent: operation({
    method: 'POST',
    path: `${base}/stripe/{orgId}`,
    access: 'public',
    summary: 'Receive an event of the organization’s Stripe account.',
    description:
      'Stripe signs the body in the header `Stripe-Signature`. The same event can come more than once and in any order. Events that concern nothing of the organization are accepted and ignored.',
    body: z.looseObject({ id: z.string(), type: z.string() }),
    output: nothing,
    status: 204,
  }),
  done: operation({
    method: 'GET',
    path: paymentDonePath,
    access: 'public',
    summary: 'Get the page that thanks for a payment.',
    output: z.string(),
    contentType: 'text/html; charset=utf-8',
  }),
});
