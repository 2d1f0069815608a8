import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '../../organization/context.ts';
import { askedMinorOf, pendingMinorOf } from '../../records/invoice.ts';
import { paymentState } from '../../records/payment.ts';
import { checkoutKey } from '../../store/keys.ts';
import { errorNameOf, writeLog } from '../../store/log.ts';
import { getItem, getItems, isConditionFailed, putItem } from '../../store/table.ts';
import { epochSeconds } from '../../values/epoch.ts';
import type { ReturnUrls } from './provider.ts';
import { chargeProblem, toStripe } from '#contract/stripe-amount.ts';
import { called, isMissing, openStripe, StripeProblem } from './stripe-client.ts';
import { invoiceIdName, orgIdName } from './stripe-metadata.ts';
import { paymentOf } from './stripe-payment.ts';

type SessionParams = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

/** Attempts to open a page while others do so, or while earlier pages end. */
const attemptsMax = 10;
/** Stripe closes a page after a day. */
const openSeconds = 25 * 3_600;

/** The page that was opened last for an invoice, and a digest of what it asks for. */
interface Opened {
  sessionId: string;
  asked: string;
}

/**
 * Opens a page at Stripe where the customer pays what is asked for. At most one page of an invoice is open, so that
 * nobody pays twice: the same question gets the page that is open, however old it is, and another one closes it. While
 * the customer is paying, or a payment that takes days is under way, none is opened.
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
  const asked = digestOf(params);
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    context.prefetched.clear();
    const opened = await getItem<Opened>(context, checkoutKey(context.orgId, invoice.id));
    const known = opened && (await sessionAt(client, opened.sessionId));
    await refuseIfPaying(context, invoice, known);
    if (known?.status === 'open') {
      if (opened?.asked === asked) return urlOf(known);
      // If it can't be closed, the customer has just paid, which the next attempt finds.
      if (!(await isClosed(client, known.id))) continue;
    }
    const session = await newSession(context, client, { invoice, params }, opened?.sessionId ?? '');
    if (await isKept(context, invoice.id, { sessionId: session.id, asked }, opened)) return urlOf(session);
    await isClosed(client, session.id);
  }
  throw new ProblemError('conflict', 'stripe_refused');
}

/** Closes the pages that are open for invoices. Never fails: what can’t be closed is logged. */
export async function endStripeCheckouts(context: Context, invoiceIds: readonly string[]): Promise<void> {
  const { orgId } = context;
  const logged = (error: unknown) => {
    const failure = error instanceof StripeProblem ? error.failure : errorNameOf(error);
    writeLog({ level: 'warn', message: 'page to pay not closed', orgId, failure });
  };
  try {
    const keys = [...new Set(invoiceIds)].map((id) => checkoutKey(orgId, id));
    const opened = (await getItems<Opened>(context, keys)).filter((one) => one !== undefined);
    if (opened.length === 0) return;
    const connection = await openStripe(context, orgId);
    if (!connection) return;
    await Promise.all(opened.map(({ sessionId }) => isClosed(connection.client, sessionId).catch(logged)));
  } catch (error) {
    logged(error);
  }
}

/** A session with its payment. Undefined if the connected account doesn't have it. */
async function sessionAt(client: Stripe, id: string): Promise<Session | undefined> {
  try {
    return await called(() => client.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Throws if the customer is paying on a page, or has paid there, and the amount that is asked for includes that. */
async function refuseIfPaying(
  context: Context,
  { pendingSettlements = [] }: Invoice,
  session: Session | undefined,
): Promise<void> {
  if (session?.status !== 'complete') return;
  const { payment_status: paymentStatus, payment_intent: intent } = session;
  const { id, status } = typeof intent === 'object' && intent ? intent : { id: undefined, status: undefined };
  if (paymentStatus === 'unpaid' && status !== 'processing') return;
  const recorded = id === undefined ? undefined : await paymentOf(context, id);
  const isPending = recorded && paymentState(recorded, context.settings) === 'pending';
  const isCounted = isPending
    ? pendingSettlements.some(({ paymentId }) => paymentId === recorded.id)
    : // What was received can have been paid back since.
      recorded !== undefined;
  if (!isCounted) throw new ProblemError('conflict', 'payment_in_progress');
}

/** Closes a page, and returns whether nobody can pay there any more. */
async function isClosed(client: Stripe, id: string): Promise<boolean> {
  try {
    await called(() => client.checkout.sessions.expire(id));
    return true;
  } catch (error) {
    if (error instanceof StripeProblem && error.failure === 'refused') return false;
    throw error;
  }
}

/**
 * A page that follows another one. Requests at the same time get the same one: their key names the same page before. A
 * page that was opened by such a key and has ended is the page before the next one.
 */
async function newSession(
  context: Context,
  client: Stripe,
  { invoice, params }: { invoice: Invoice; params: SessionParams },
  previousId: string,
): Promise<Session> {
  let previous = previousId;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const idempotencyKey = digestOf([previous, params]);
    const session = await called(() => client.checkout.sessions.create(params, { idempotencyKey }));
    if (session.lastResponse.headers['idempotent-replayed'] !== 'true') return session;
    const current = await sessionAt(client, session.id);
    if (current?.status === 'open') return current;
    await refuseIfPaying(context, invoice, current);
    previous = session.id;
  }
  throw new ProblemError('conflict', 'stripe_refused');
}

/** Remembers the page that is open, unless another request has opened one in the meantime. */
async function isKept(
  { orgId, now, ...session }: Context,
  invoiceId: string,
  next: Opened,
  before: Opened | undefined,
): Promise<boolean> {
  const expiresAt = epochSeconds(now) + openSeconds;
  const item = { ...checkoutKey(orgId, invoiceId), kind: 'checkout', org: orgId, ...next, expiresAt };
  try {
    await putItem(session, {
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk) OR sessionId = :before OR sessionId = :next',
      ExpressionAttributeValues: { ':before': before?.sessionId ?? '', ':next': next.sessionId },
    });
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

const chargeProblems = {
  too_small: 'stripe_amount_small',
  too_large: 'stripe_amount_large',
  inexact: 'stripe_amount',
} as const;

function paramsOf({ orgId }: Context, invoice: Invoice, urls: ReturnUrls): SessionParams {
  const { currency } = invoice.total;
  const askedMinor = askedMinorOf(invoice);
  if (askedMinor <= 0)
    throw new ProblemError(
      'conflict',
      pendingMinorOf(invoice) > 0 ? 'payment_in_progress' : 'invoice_not_due',
    );
  const problem = chargeProblem(askedMinor, currency);
  const amount = toStripe(askedMinor, currency);
  if (problem !== undefined || amount === undefined)
    throw new ProblemError('conflict', chargeProblems[problem ?? 'inexact']);
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

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

function urlOf({ url }: Session): string {
  if (url === null) throw new ProblemError('conflict', 'stripe_refused');
  return url;
}
