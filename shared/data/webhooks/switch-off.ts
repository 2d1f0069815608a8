import type { WebhookOffReason } from '#contract/webhook.ts';
import { ProblemError } from '#contract/problem.ts';
import { failingKey } from '../store/webhook-keys.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { webhookSwitchedOff } from '../outbox/listening.ts';
import { switchedOff, untilListening, webhookActions, type StoredWebhook } from './webhook.ts';

/** Switches a webhook off, of which `relay` tells owners and administrators. Leaves it if it was changed meanwhile. */
export async function switchOff(
  session: Session,
  orgId: string,
  webhook: StoredWebhook,
  reason: WebhookOffReason,
): Promise<void> {
  const now = new Date().toISOString();
  const { id, creator } = webhook;
  const context = { ...session, orgId, requestId: id, now, actor: creator, via: 'automation' as const };
  const after = switchedOff(webhook, reason, now);
  await untilListening(async () =>
    transact(context, [
      ...(await webhookActions(context, webhook, after, webhookSwitchedOff)),
      { remove: { Key: { ...failingKey(orgId, id) } } },
    ]),
  ).catch((error: unknown) => {
    if (!(error instanceof ProblemError && error.code === 'precondition_failed')) throw error;
  });
}
