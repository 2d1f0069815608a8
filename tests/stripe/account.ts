import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';

/** The properties of Stripe's objects that the product reads, and those that tell them apart. */
export type Session = Pick<
  Stripe.Checkout.Session,
  | 'id'
  | 'object'
  | 'url'
  | 'status'
  | 'payment_status'
  | 'amount_total'
  | 'currency'
  | 'metadata'
  | 'client_reference_id'
  | 'success_url'
  | 'cancel_url'
> & { payment_intent: string | null };
export type Intent = Pick<
  Stripe.PaymentIntent,
  'id' | 'object' | 'status' | 'amount' | 'amount_received' | 'currency' | 'created' | 'livemode' | 'metadata'
> & {
  latest_charge: Pick<Stripe.Charge, 'id' | 'object' | 'created' | 'disputed'> & {
    payment_method_details: { type: string };
  };
};
export type Refund = Pick<Stripe.Refund, 'id' | 'object' | 'amount' | 'currency' | 'created' | 'status'> & {
  payment_intent: string;
  charge: string;
};

export type Dispute = Pick<Stripe.Dispute, 'id' | 'object' | 'amount' | 'currency' | 'created' | 'status'> & {
  payment_intent: string;
};

export interface Reply {
  status: number;
  body: object;
  isReplayed?: boolean;
}

/** How a customer pays. */
export interface Paying {
  /** Whether the money has come, takes days, or won’t come. */
  outcome?: 'succeeded' | 'processing' | 'requires_payment_method';
  amount?: number;
  currency?: string;
  method?: string;
}

const now = (): number => Math.floor(Date.now() / 1000);
let made = 0;
const newId = (prefix: string): string => `${prefix}_${process.pid}x${(made += 1)}`;

const refusal = (status: number, type: string, code: string): Reply => ({
  status,
  body: { error: { type, code, message: `${code} of ana@people.example` } },
});

/** An account at Stripe: the state behind one secret key. */
export function createAccount() {
  const sessions = new Map<string, Session>();
  const intents = new Map<string, Intent>();
  const refunds = new Map<string, Refund>();
  const disputes = new Map<string, Dispute>();
  const answered = new Map<string, { hash: string; reply: Reply }>();

  /** A repeated key gets the first answer again, as Stripe does. */
  function once(key: string | undefined, params: string, make: () => Reply): Reply {
    if (key === undefined) return make();
    const hash = createHash('sha256').update(params).digest('hex');
    const known = answered.get(key);
    if (known && known.hash !== hash) return refusal(400, 'idempotency_error', 'idempotency_error');
    if (known) return { ...known.reply, isReplayed: true };
    const reply = make();
    answered.set(key, { hash, reply: structuredClone(reply) });
    return reply;
  }

  function createSession(params: URLSearchParams): Reply {
    const price = 'line_items[0][price_data]';
    const currency = params.get(`${price}[currency]`) ?? '';
    const amount = Number(params.get(`${price}[unit_amount]`));
    const metadata = metadataIn(params, 'payment_intent_data[metadata]');
    const id = newId('cs_test');
    const session: Session = {
      id,
      object: 'checkout.session',
      url: `https://checkout.stripe.example/c/pay/${id}`,
      status: 'open',
      payment_status: 'unpaid',
      amount_total: amount,
      currency,
      metadata,
      client_reference_id: params.get('client_reference_id'),
      success_url: params.get('success_url'),
      cancel_url: params.get('cancel_url'),
      payment_intent: null,
    };
    sessions.set(id, session);
    return { status: 200, body: session };
  }

  /** A session, with its payment in place of the payment's id if that is asked for. */
  function getSession(id: string, isExpanded: boolean): Reply {
    const session = sessions.get(id);
    if (!session) return refusal(404, 'invalid_request_error', 'resource_missing');
    const intent = intents.get(session.payment_intent ?? '');
    return { status: 200, body: isExpanded && intent ? { ...session, payment_intent: intent } : session };
  }

  function expireSession(id: string): Reply {
    const session = sessions.get(id);
    if (!session) return refusal(404, 'invalid_request_error', 'resource_missing');
    if (session.status !== 'open') return refusal(400, 'invalid_request_error', 'session_not_open');
    const after: Session = { ...session, status: 'expired', url: null };
    sessions.set(id, after);
    return { status: 200, body: after };
  }

  function createRefund(params: URLSearchParams): Reply {
    const intent = intents.get(params.get('payment_intent') ?? '');
    if (!intent) return refusal(404, 'invalid_request_error', 'resource_missing');
    const amount = Number(params.get('amount'));
    const left = intent.amount_received - sumOf(refundsOf(intent.id));
    if (amount > left) return refusal(400, 'invalid_request_error', 'amount_too_large');
    return { status: 200, body: addRefund(intent.id, amount) };
  }

  const refundsOf = (intentId: string): Refund[] =>
    [...refunds.values()].filter(({ payment_intent: of }) => of === intentId).toReversed();
  const sumOf = (all: readonly Refund[]): number =>
    all.reduce((sum, { amount, status }) => (status === 'failed' ? sum : sum + amount), 0);

  function addRefund(intentId: string, amount: number, status = 'succeeded'): Refund {
    const { currency, latest_charge: charge } = intents.get(intentId)!;
    const id = newId('re');
    const refund: Refund = {
      ...{ id, object: 'refund', amount, currency, created: now(), status },
      ...{ payment_intent: intentId, charge: charge.id },
    };
    refunds.set(id, refund);
    return refund;
  }

  return {
    once,
    createSession,
    getSession,
    expireSession,
    /** Stripe removes the keys of requests after a day. */
    forgetKeys: (): void => answered.clear(),
    createRefund,
    addRefund,
    list: (data: object[]): Reply => ({ status: 200, body: { object: 'list', data, has_more: false } }),
    refundsOf,
    getIntent(id: string): Reply {
      const intent = intents.get(id);
      return intent
        ? { status: 200, body: intent }
        : refusal(404, 'invalid_request_error', 'resource_missing');
    },
    /** A customer pays on the page of a session. */
    pay(sessionId: string, { outcome = 'succeeded', amount, currency, method = 'card' }: Paying) {
      const session = sessions.get(sessionId)!;
      const paid = amount ?? session.amount_total ?? 0;
      const isIn = outcome === 'succeeded';
      const intent: Intent = {
        id: newId('pi'),
        object: 'payment_intent',
        status: outcome,
        amount: paid,
        amount_received: isIn ? paid : 0,
        currency: currency ?? session.currency ?? '',
        created: now(),
        livemode: false,
        metadata: session.metadata ?? {},
        latest_charge: {
          ...{ id: newId('ch'), object: 'charge', created: now(), disputed: false },
          payment_method_details: { type: method },
        },
      };
      intents.set(intent.id, intent);
      const after: Session = {
        ...session,
        status: 'complete',
        payment_status: isIn ? 'paid' : 'unpaid',
        payment_intent: intent.id,
      };
      sessions.set(sessionId, after);
      return { session: after, intent };
    },
    /** What has become of a payment that took days. */
    settle(intentId: string, outcome: 'succeeded' | 'requires_payment_method'): Intent {
      const intent = intents.get(intentId)!;
      const after: Intent = {
        ...intent,
        status: outcome,
        amount_received: outcome === 'succeeded' ? intent.amount : 0,
      };
      intents.set(intentId, after);
      return after;
    },
    /** What a customer's bank says about a payment. */
    dispute(intentId: string, amount: number, status: string): Dispute {
      const intent = intents.get(intentId)!;
      intents.set(intentId, { ...intent, latest_charge: { ...intent.latest_charge, disputed: true } });
      const { currency } = intent;
      const about = { object: 'dispute' as const, amount, currency, created: now(), status };
      const made: Dispute = { id: `dp_${intentId}`, ...about, payment_intent: intentId };
      disputes.set(intentId, made);
      return made;
    },
    disputesOf: (intentId: string): Dispute[] => [disputes.get(intentId)].filter((one) => one !== undefined),
    setRefundStatus(id: string, status: string): Refund {
      const after = { ...refunds.get(id)!, status };
      refunds.set(id, after);
      return after;
    },
    /** A payment that was made without the product. */
    addIntent(intent: Intent): void {
      intents.set(intent.id, intent);
    },
  };
}
export type Account = ReturnType<typeof createAccount>;

function metadataIn(params: URLSearchParams, prefix: string): Record<string, string> {
  const entries = [...params].flatMap(([name, value]): [string, string][] =>
    name.startsWith(`${prefix}[`) ? [[name.slice(prefix.length + 1, -1), value]] : [],
  );
  return Object.fromEntries(entries);
}
