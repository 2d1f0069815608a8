import type { Stripe } from 'stripe';
import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { stripeEvents, type StripeEventType } from '#contract/stripe.ts';
import { move, take, type DueRow } from '../../due/end-due-item.ts';
import { dueAttributes } from '../../due/kinds.ts';
import { unrestrictedContext } from '../../organization/rights.ts';
import { settingsOf } from '../../organization/settings.ts';
import type { VisitorContext } from '../../store/request-context.ts';
import { ifAbsent } from '../../store/condition.ts';
import { paymentEventKey, type Key } from '../../store/keys.ts';
import { errorNameOf, writeLog } from '../../store/log.ts';
import { getItem, isConditionFailed, putItem } from '../../store/table.ts';
import type { Session } from '../../store/units.ts';
import { epochSeconds } from '../../values/epoch.ts';
import { loadStripe, openStripe, StripeProblem, type StripeConnection } from './stripe-client.ts';
import { timeOf } from './stripe-paid-back.ts';
import { reconcile } from './stripe-payment.ts';

/**
 * An event of Stripe. It only says which payment has changed, and when its money came: everything else is what Stripe
 * answers about the payment, so that neither the order of events nor their number matters. It contains no personal data.
 */
export interface StripeEventItem extends Key {
  org: string;
  eventId: string;
  type: string;
  /** The payment at Stripe. */
  intentId: string;
  /** When the money came, if the event says so. */
  cameAt?: string;
  attempts: number;
  /** When it is taken up again. Missing once it is processed. */
  g6sk?: string;
}

const firstWaitSeconds = 60;
const longestWaitSeconds = 6 * 3600;
/** After so many attempts, about two weeks later, an event is given up. */
const attemptsMax = 60;

/** The event in a body that Stripe has signed. Throws if the signature is missing, wrong, or too old. */
export async function signedEvent(
  { webhookSecret }: StripeConnection,
  { body, header }: VisitorContext['visitor']['sent'],
): Promise<Stripe.Event> {
  const { webhooks } = await loadStripe();
  const [text, signature] = [body(), header('stripe-signature')];
  try {
    if (signature === undefined || webhookSecret === undefined) throw new Error('there is nothing to verify');
    return webhooks.constructEvent(text, signature, webhookSecret);
  } catch {
    throw new ProblemError('invalid_request', 'signature_invalid');
  }
}

/** The payment that an event is about. Undefined for events of other kinds, and those about nothing that was paid. */
function intentOf(event: Stripe.Event): string | undefined {
  if (!stripeEvents.includes(event.type as StripeEventType)) return undefined;
  const { payment_intent: intent } = event.data.object as {
    payment_intent?: string | { id: string } | null;
  };
  return typeof intent === 'string' ? intent : intent?.id;
}

/**
 * Stores an event before it is processed, so that it isn't lost if this ends in between. Returns undefined if there is
 * nothing to do: the event concerns no payment, or was processed before.
 */
export async function keepEvent(
  session: Session,
  org: string,
  event: Stripe.Event,
  now: string,
): Promise<StripeEventItem | undefined> {
  const intentId = intentOf(event);
  if (intentId === undefined) return undefined;
  const key = paymentEventKey(org, 'stripe', event.id);
  const item: StripeEventItem = {
    ...key,
    org,
    eventId: event.id,
    type: event.type,
    intentId,
    ...(event.type === 'checkout.session.async_payment_succeeded' ? { cameAt: timeOf(event.created) } : {}),
    attempts: 0,
    ...dueAttributes('payment-event', event.id, after(firstWaitSeconds, now)),
  };
  const expiresAt = epochSeconds(now) + limits.paymentEventDays * 86_400;
  try {
    const Item = { ...item, kind: 'payment-event', at: now, expiresAt };
    await putItem(session, { Item, ...ifAbsent });
    return item;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const kept = await getItem<StripeEventItem>(session, key);
    return kept?.g6sk === undefined ? undefined : kept;
  }
}

const after = (seconds: number, now: string): string =>
  new Date(Date.parse(now) + seconds * 1000).toISOString();

/**
 * What became of an event. `postponed`: it is taken up later, after a time that grows with each attempt. `closed`: its
 * organization is being deleted, and its events wait for a restore.
 */
type Outcome = 'processed' | 'postponed' | 'closed';

/** Processes a stored event. */
export async function processEvent(session: Session, item: StripeEventItem, now: string): Promise<Outcome> {
  const settings = await settingsOf(session, item.org);
  if (!settings) return 'closed';
  const about = { orgId: item.org, eventId: item.eventId, type: item.type };
  try {
    const connection = await openStripe(session, item.org);
    if (!connection) throw new ProblemError('conflict', 'stripe_off');
    const base = {
      ...session,
      requestId: uuidv7(),
      now,
      actor: { userId: item.org },
      via: 'automation' as const,
    };
    const context = unrestrictedContext(base, item.org, settings);
    const payment = await reconcile(context, connection.client, item.intentId, { cameAt: item.cameAt });
    if (!payment) writeLog({ level: 'info', message: 'payment event about no invoice', ...about });
    await finish(session, item, now);
    return 'processed';
  } catch (error) {
    writeLog({ level: 'warn', message: 'payment event not processed', ...about, ...reasonOf(error) });
    await postpone(session, item, now);
    return 'postponed';
  }
}

const reasonOf = (error: unknown) => ({
  error: errorNameOf(error),
  ...(error instanceof StripeProblem ? { failure: error.failure, reason: error.reason } : {}),
});

/** Somebody else may have finished or postponed the event meanwhile. */
const finish = async (session: Session, item: StripeEventItem, now: string): Promise<void> => {
  await take(session, asDue(item), { processedAt: now });
};

/** Sets when the event is taken up again, or gives it up. */
async function postpone(session: Session, item: StripeEventItem, now: string): Promise<void> {
  const attempts = item.attempts + 1;
  if (attempts >= attemptsMax) {
    writeLog({ level: 'error', message: 'payment event given up', orgId: item.org, eventId: item.eventId });
    await take(session, asDue(item), { attempts });
    return;
  }
  const wait = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** attempts);
  await move(session, asDue(item), after(wait, now), { attempts });
}

const asDue = ({ pk, sk, g6sk = '' }: StripeEventItem): DueRow => ({ pk, sk, g6sk });
