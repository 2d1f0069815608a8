import * as z from 'zod/mini';
import { operation } from './operation.ts';

/** The secret key of a Stripe account, or a restricted key. The part after `_` tells whether it moves real money. */
const secretKey = z
  .string()
  .check(z.regex(/^(?:sk|rk)_(?:test|live)_[A-Za-z0-9]{10,240}$/, { error: 'stripeKey' }));
/** With it, Stripe signs the events that it sends. */
const webhookSecret = z.string().check(z.regex(/^whsec_[A-Za-z0-9+/=]{10,240}$/, { error: 'stripeSecret' }));

export const stripeModes = ['test', 'live'] as const;
export type StripeMode = (typeof stripeModes)[number];

/** The names of Stripe as the provider of a payment. In test mode, no money has moved. */
export const stripeProvider = 'stripe';
export const stripeTestProvider = 'stripe-test';

/** The events that the webhook needs. Others are answered and ignored. */
export const stripeEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'charge.refunded',
  'charge.dispute.closed',
  'charge.dispute.funds_reinstated',
  'refund.created',
  'refund.updated',
  'refund.failed',
] as const;
export type StripeEventType = (typeof stripeEvents)[number];

/** How an organization is connected to Stripe. No operation returns its keys. */
const stripeAccount = z.object({
  version: z.int(),
  /** `incomplete` without one of the two secrets: customers can’t pay online yet. */
  status: z.enum(['off', 'incomplete', 'ready']),
  /** Whether payments are tests. Missing without a secret key. */
  mode: z.optional(z.enum(stripeModes)),
  /** The last four characters of the secret key. */
  keyEnding: z.optional(z.string()),
  hasWebhookSecret: z.boolean(),
  /** The address to enter as a webhook endpoint at Stripe. */
  webhookUrl: z.string(),
  /** The events to send to that address. */
  events: z.array(z.string()),
});
export type StripeAccount = z.infer<typeof stripeAccount>;

export const stripeTestOutcomes = ['ok', 'key_refused', 'not_permitted', 'unreachable'] as const;

const path = '/v1/orgs/{orgId}/billing/stripe';

/** The operations of the billing settings that concern Stripe. */
export const stripeOperations = {
  getStripe: operation({
    method: 'GET',
    path,
    access: 'billing:read',
    summary: 'Get how the organization is connected to Stripe.',
    output: stripeAccount,
  }),
  updateStripe: operation({
    method: 'PATCH',
    path,
    access: 'billing:update',
    summary: 'Set the secrets of a Stripe account. Only what you send changes.',
    description:
      'The secrets are stored encrypted and no operation returns them. A restricted key needs write permission for Checkout Sessions and for Charges and Refunds, and read permission for PaymentIntents and Disputes.',
    body: z.strictObject({ secretKey: z.optional(secretKey), webhookSecret: z.optional(webhookSecret) }),
    output: stripeAccount,
    ifMatch: true,
    usersOnly: true,
  }),
  removeStripe: operation({
    method: 'DELETE',
    path,
    access: 'billing:update',
    summary: 'Remove the secrets of the Stripe account. Payments stay.',
    description:
      'Refunds must then be made at Stripe, and are recorded once the organization is connected to the same account again. A pending payment stays pending until then, unless somebody cancels it.',
    output: stripeAccount,
    ifMatch: true,
    usersOnly: true,
  }),
  testStripe: operation({
    method: 'POST',
    path: `${path}/test`,
    access: 'billing:update',
    summary: 'Check whether Stripe accepts the secret key and permits what is needed.',
    output: z.object({ outcome: z.enum(stripeTestOutcomes) }),
    isQuery: true,
    needsState: true,
    usersOnly: true,
  }),
};
