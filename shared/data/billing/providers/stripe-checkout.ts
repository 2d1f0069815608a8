import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '../../organization/context.ts';
import { dueMinorOf } from '../../records/invoice.ts';
import type { ReturnUrls } from './provider.ts';
import { toStripe } from './stripe-amount.ts';
import { called, openStripe } from './stripe-client.ts';

type SessionParams = Stripe.Checkout.SessionCreateParams;

/** How a payment at Stripe names what it pays. */
export const orgIdName = 'cobalt_organization';
export const invoiceIdName = 'cobalt_invoice';

/** Sessions of one invoice on a day that ended without a payment, after which no other one is opened. */
const attemptsMax = 10;

/**
 * Opens a page at Stripe where the customer pays what is due. The same question on the same day (UTC) has the same
 * session, so that two clicks don't become two payments; another one is opened once it has ended without a payment.
 */
export async function startStripeCheckout(
  context: Context,
  invoice: Invoice,
  urls: ReturnUrls,
): Promise<string> {
  const connection = await openStripe(context, context.orgId);
  // Without the webhook, nobody would notice that the customer has paid.
  if (!connection?.webhookSecret) throw new ProblemError('conflict', 'stripe_off');
  const { client } = connection;
  const params = paramsOf(context, invoice, urls);
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const idempotencyKey = keyOf(context, params, attempt);
    const session = await called(() => client.checkout.sessions.create(params, { idempotencyKey }));
    if (session.lastResponse.headers['idempotent-replayed'] !== 'true') return urlOf(session);
    const current = await called(() =>
      client.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] }),
    );
    if (current.status === 'open') return urlOf(current);
    if (isPaying(current)) throw new ProblemError('conflict', 'payment_in_progress');
  }
  throw new ProblemError('conflict', 'stripe_refused');
}

function paramsOf({ orgId }: Context, invoice: Invoice, urls: ReturnUrls): SessionParams {
  const { currency, amountMinor } = invoice.total;
  const dueMinor = dueMinorOf(invoice, amountMinor);
  if (dueMinor <= 0) throw new ProblemError('conflict', 'invoice_not_due');
  const amount = toStripe(dueMinor, currency);
  if (amount === undefined) throw new ProblemError('conflict', 'stripe_amount');
  const metadata = { [orgIdName]: orgId, [invoiceIdName]: invoice.id };
  const name = invoice.number ?? invoice.code;
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: currency.toLowerCase(), unit_amount: amount, product_data: { name } },
      },
    ],
    client_reference_id: invoice.id,
    metadata,
    // Stripe copies these to the payment, whose events then name the invoice.
    payment_intent_data: { metadata, description: name },
    success_url: urls.success,
    cancel_url: urls.cancel,
  };
}

const keyOf = ({ now }: Context, params: SessionParams, attempt: number): string =>
  createHash('sha256')
    .update(JSON.stringify([now.slice(0, 10), attempt, params]))
    .digest('hex');

function urlOf({ url }: Stripe.Checkout.Session): string {
  if (url === null) throw new ProblemError('conflict', 'stripe_refused');
  return url;
}

/** Whether the customer has paid, or a payment that takes days is on its way. */
function isPaying({
  status,
  payment_status: paymentStatus,
  payment_intent: intent,
}: Stripe.Checkout.Session) {
  if (status !== 'complete') return false;
  const isUnderWay = typeof intent === 'object' && intent?.status === 'processing';
  return paymentStatus !== 'unpaid' || isUnderWay;
}
