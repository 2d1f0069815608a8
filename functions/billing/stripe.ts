import type { billing } from '#contract/billing.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { stripeWebhookPath } from '#contract/public-payment.ts';
import { stripeEvents, type StripeAccount } from '#contract/stripe.ts';
import { called, openStripe, StripeProblem } from '#data/billing/providers/stripe-client.ts';
import {
  openedSecret,
  readStripeSecrets,
  secretsActions,
  withSecrets,
  type StripeSecrets,
} from '#data/billing/providers/stripe-secrets.ts';
import type { Context } from '#data/organization/context.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = typeof billing.operations;

export const getStripe = async (context: Context): Promise<StripeAccount> =>
  shown(context, await readStripeSecrets(context, context.orgId));

/** What may be shown of the secrets. Those that the stage can no longer decrypt count as missing. */
function shown({ orgId }: Context, secrets: StripeSecrets): StripeAccount {
  const hasKey = openedSecret(orgId, secrets, 'secretKey') !== undefined;
  const hasWebhookSecret = openedSecret(orgId, secrets, 'webhookSecret') !== undefined;
  const { version, mode, keyEnding } = secrets;
  return {
    version,
    status: hasKey && hasWebhookSecret ? 'ready' : hasKey || hasWebhookSecret ? 'incomplete' : 'off',
    ...(hasKey && mode !== undefined ? { mode } : {}),
    ...(hasKey && keyEnding !== undefined ? { keyEnding } : {}),
    hasWebhookSecret,
    webhookUrl: `${process.env.SITE_URL}${stripeWebhookPath(orgId)}`,
    events: [...stripeEvents],
  };
}

export async function updateStripe(
  context: Context,
  { body }: InputOf<Operations['updateStripe']>,
): Promise<StripeAccount> {
  const before = await readStripeSecrets(context, context.orgId);
  checkVersion(context, before);
  if (body.secretKey === undefined && body.webhookSecret === undefined) return shown(context, before);
  const after = withSecrets(context.orgId, before, body);
  await transact(context, secretsActions(context, before, after));
  return shown(context, after);
}

/** Forgets the secrets. */
export async function removeStripe(context: Context): Promise<StripeAccount> {
  const before = await readStripeSecrets(context, context.orgId);
  checkVersion(context, before);
  if (before.secretKey === undefined && before.webhookSecret === undefined) return shown(context, before);
  const after: StripeSecrets = { version: before.version + 1 };
  await transact(context, secretsActions(context, before, after));
  return shown(context, after);
}

/** Reads a little of what payments need, with the key that is stored. */
export async function testStripe(context: Context): Promise<OutputOf<Operations['testStripe']>> {
  const connection = await openStripe(context, context.orgId);
  if (!connection) throw new ProblemError('conflict', 'stripe_off');
  const { client } = connection;
  try {
    await called(() =>
      Promise.all([
        client.checkout.sessions.list({ limit: 1 }),
        client.paymentIntents.list({ limit: 1 }),
        client.refunds.list({ limit: 1 }),
        client.disputes.list({ limit: 1 }),
      ]),
    );
    return { outcome: 'ok' };
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error;
    return { outcome: error.failure === 'refused' ? 'not_permitted' : error.failure };
  }
}
