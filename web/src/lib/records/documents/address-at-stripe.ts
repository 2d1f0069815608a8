import type { Payment } from '#contract/records/payment.ts';

/** Where Stripe shows a payment; undefined if Stripe didn't collect it. */
export function addressAtStripe({ provider, providerId }: Payment): string | undefined {
  if (typeof providerId !== 'string' || (provider !== 'stripe' && provider !== 'stripe-test'))
    return undefined;
  const place = provider === 'stripe-test' ? 'test/payments' : 'payments';
  return `https://dashboard.stripe.com/${place}/${encodeURIComponent(providerId)}`;
}
