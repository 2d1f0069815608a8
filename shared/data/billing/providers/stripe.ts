import type { PaymentProvider } from './provider.ts';
import { chargeProblem, stripeLimits } from '#contract/stripe-amount.ts';
import { endStripeCheckouts, startStripeCheckout } from './stripe-checkout.ts';
import { refuseUnlessLost } from './stripe-cancel.ts';
import { refundAtStripe } from './stripe-refund.ts';
import { openedSecret, readStripeSecrets } from './stripe-secrets.ts';
import { askedMinorOf } from '../../records/invoice.ts';

/** Payments on a page of Stripe, if the organization has entered its secrets. */
export const stripe: PaymentProvider = {
  async wayToPay(context, invoice) {
    const secrets = await readStripeSecrets(context, context.orgId);
    const isReady = (['secretKey', 'webhookSecret'] as const).every(
      (name) => openedSecret(context.orgId, secrets, name) !== undefined,
    );
    if (!isReady) return undefined;
    const { currency } = invoice.total;
    const reason = chargeProblem(askedMinorOf(invoice), currency);
    return reason === undefined
      ? { kind: 'checkout', isTest: secrets.mode === 'test' }
      : { kind: 'no-checkout', reason, ...stripeLimits(currency) };
  },
  startCheckout: startStripeCheckout,
  endCheckouts: endStripeCheckouts,
  refund: refundAtStripe,
  refuseCancel: refuseUnlessLost,
};
