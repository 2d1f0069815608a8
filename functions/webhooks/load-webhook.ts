import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { readWebhook, type StoredWebhook } from '#data/webhooks/webhook.ts';

/**
 * Whether the caller may manage a webhook, and see what was sent to it. An API key manages those that were created with
 * it: others send what the key may not be able to read.
 */
export const isOwn = ({ actor }: Context, { creator }: StoredWebhook): boolean =>
  actor.apiKeyId === undefined || creator.apiKeyId === actor.apiKeyId;

export async function loadWebhook(context: Context, id: string): Promise<StoredWebhook> {
  const webhook = await readWebhook(context, context.orgId, id);
  if (!webhook || !isOwn(context, webhook)) throw new ProblemError('not_found');
  return webhook;
}
