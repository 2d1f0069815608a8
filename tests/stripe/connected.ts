import { randomUUID } from 'node:crypto';
import { Stripe } from 'stripe';
import type { StripeEventType } from '#contract/stripe.ts';
import { stripeWebhookPath } from '#contract/public-payment.ts';
import { bodyOf, type Answer } from '../caller.ts';
import type { RunningHost } from '../host.ts';
import type { TestOrganization } from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

export interface StripeKeys {
  secretKey: string;
  webhookSecret: string;
}

/** The secrets of an account that no other test uses. */
export const newStripeKeys = (): StripeKeys => {
  const random = () => randomUUID().replaceAll('-', '');
  return { secretKey: `sk_test_${random()}`, webhookSecret: `whsec_${random()}` };
};

const connect = ({ owner, path }: TestOrganization, body: StripeKeys): Promise<Answer> =>
  owner.call('PATCH', `${path}/billing/stripe`, { body, headers: { 'if-match': '*' } });

/** Connects an organization to an account of its own. */
export async function connectStripe(organization: TestOrganization): Promise<StripeKeys> {
  const keys = newStripeKeys();
  await bodyOf(200, connect(organization, keys));
  return keys;
}

/** Connects an organization to any account, unless it is connected. Others may do so at the same time. */
export async function ensureStripe(organization: TestOrganization): Promise<void> {
  const { owner, path } = organization;
  const { status } = await bodyOf(200, owner.call('GET', `${path}/billing/stripe`));
  if (status !== 'ready') await connect(organization, newStripeKeys());
}

/** An event as Stripe sends it. */
export const eventOf = (type: StripeEventType | 'customer.created', object: object) => ({
  id: `evt_${randomUUID().replaceAll('-', '')}`,
  object: 'event' as const,
  api_version: '2026-10-28.endive',
  created: Math.floor(Date.now() / 1000),
  data: { object },
  livemode: false,
  pending_webhooks: 1,
  request: null,
  type,
});
export type TestEvent = ReturnType<typeof eventOf>;

interface Delivery {
  /** When it was signed, in seconds since 1970. */
  timestamp?: number;
  /** The header in place of the right one. */
  signature?: string;
}

/** Sends an event to an organization's webhook, signed as Stripe does. */
export function deliver(
  host: RunningHost,
  orgId: string,
  event: TestEvent,
  { webhookSecret: secret }: Pick<StripeKeys, 'webhookSecret'>,
  { timestamp, signature }: Delivery = {},
): Promise<Answer> {
  const payload = JSON.stringify(event);
  const signed = { payload, secret, ...(timestamp === undefined ? {} : { timestamp }) };
  const header = signature ?? Stripe.webhooks.generateTestHeaderString(signed);
  return visit(host.url, 'POST', stripeWebhookPath(orgId), {
    from: newAddress(),
    json: event,
    headers: { 'stripe-signature': header },
  });
}
