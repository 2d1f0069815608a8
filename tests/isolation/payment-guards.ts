import { guard, never } from './guard.ts';

const api = 'tests/api/stripe-events.test.ts';
const events = 'shared/data/billing/providers/stripe-events.ts';

/** Guards of payments by providers. */
export const paymentGuards = [
  guard(
    'payments of the own organization',
    'shared/data/billing/providers/stripe-payment.ts',
    '  if (metadata[orgIdName] !== context.orgId) return undefined;',
    never,
    api,
    'about another organization’s invoice is like one about an unknown one',
  ),
  guard(
    'signatures of events',
    events,
    'return webhooks.constructEvent(text, signature, webhookSecret);',
    'return JSON.parse(signed.text) as Stripe.Event;',
    api,
    'is refused with a wrong, missing or old signature',
  ),
];
