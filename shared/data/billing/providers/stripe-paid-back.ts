import type { Stripe } from 'stripe';
import type { Refund } from '#contract/document-fields.ts';
import { limits } from '#contract/limits.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../../organization/context.ts';
import { refundedMinor } from '../../records/payment.ts';
import { dateIn } from '../../values/day.ts';
import { fromStripe } from '#contract/stripe-amount.ts';
import { called } from './stripe-client.ts';

/** What Stripe has paid back of a payment: a refund, or what a lost dispute has taken. */
interface PaidBack {
  id: string;
  amount: number;
  created: number;
  isDispute?: true;
}

/** A payment as Stripe has it at the moment, and what was paid back of it, oldest first. */
export interface AtStripe {
  intent: Stripe.PaymentIntent;
  paidBack: readonly PaidBack[];
}

/** Reasons of refunds that people gave here, by the refund's id at Stripe. */
export type RefundReasons = Readonly<Record<string, string>>;

/** What a payment at Stripe consists of. */
export async function readAtStripe(client: Stripe, intentId: string): Promise<AtStripe> {
  const [intent, refunds] = await Promise.all([
    called(() => client.paymentIntents.retrieve(intentId, { expand: ['latest_charge'] })),
    called(() => client.refunds.list({ payment_intent: intentId, limit: 100 })),
  ]);
  const made = refunds.data
    .filter(({ status }) => status !== 'failed' && status !== 'canceled')
    .map(({ id, amount, created }): PaidBack => ({ id, amount, created }));
  const lost = chargeOf(intent)?.disputed ? await lostDisputes(client, intent, made) : [];
  const paidBack = [...lost, ...made].toReversed().toSorted((one, other) => one.created - other.created);
  return { intent, paidBack };
}

/** What lost disputes have taken, which is never more than refunds have left. */
async function lostDisputes(
  client: Stripe,
  { id, amount_received: received }: Stripe.PaymentIntent,
  refunds: readonly PaidBack[],
): Promise<PaidBack[]> {
  const { data } = await called(() => client.disputes.list({ payment_intent: id, limit: 100 }));
  let left = received - refunds.reduce((sum, { amount }) => sum + amount, 0);
  return data.flatMap((dispute): PaidBack[] => {
    const amount = dispute.status === 'lost' ? Math.min(dispute.amount, left) : 0;
    left -= amount;
    return amount > 0 ? [{ id: dispute.id, amount, created: dispute.created, isDispute: true }] : [];
  });
}

/** What was paid back, as a payment has it. A list that is too long ends with the sum of the rest. */
export function refundsOf(
  { settings }: Context,
  { intent: { currency }, paidBack }: AtStripe,
  before: Payment | undefined,
  reasons: RefundReasons = {},
): Refund[] {
  const all = paidBack.map(({ id, amount, created, isDispute }): Refund => {
    const known = before?.refunds?.find(({ providerId }) => providerId === id);
    const reason = reasons[id] ?? known?.reason;
    return {
      amountMinor: fromStripe(amount, currency.toUpperCase()),
      refundedOn: dateIn(settings.timeZone, timeOf(created)),
      refundedAt: timeOf(created),
      ...(reason === undefined ? {} : { reason }),
      ...(isDispute ? { isDispute } : {}),
      providerId: id,
    };
  });
  const [first, rest] = [all.slice(0, limits.refundsPerPayment - 1), all.slice(limits.refundsPerPayment - 1)];
  const last = rest.at(-1);
  return last ? [...first, { ...last, amountMinor: refundedMinor({ refunds: rest }) }] : first;
}

export const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

export const chargeOf = ({ latest_charge: charge }: Stripe.PaymentIntent): Stripe.Charge | undefined =>
  typeof charge === 'object' && charge !== null ? charge : undefined;
