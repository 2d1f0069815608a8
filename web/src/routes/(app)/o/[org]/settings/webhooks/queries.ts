import { queryOptions } from '@tanstack/svelte-query';
import type { Delivery, DeliverySummary, Webhook } from '#contract/webhook.ts';
import { askAgain } from '#lib/api/ask-again.ts';
import { changeCached, withItem } from '#lib/api/cached-list.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';

export const webhooksQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'webhooks'],
    queryFn: async ({ signal }) => (await client.webhooks.list({ orgId }, { signal })).items,
  });

export const webhookQuery = (orgId: string, id: string) =>
  queryOptions({
    queryKey: [orgId, 'webhook', id],
    queryFn: ({ signal }) => client.webhooks.get({ orgId, id }, { signal }),
  });

/** Shows a webhook as the service has returned it. */
export async function takeWebhook(orgId: string, webhook: Webhook): Promise<void> {
  await changeCached(webhookQuery(orgId, webhook.id), () => webhook);
  await changeCached(webhooksQuery(orgId), (items) => items && withItem(items, webhook));
}

export async function forgetWebhook(orgId: string, id: string): Promise<void> {
  await changeCached(webhooksQuery(orgId), (items) => items?.filter((one) => one.id !== id));
  queryClient.removeQueries({ queryKey: webhookQuery(orgId, id).queryKey });
}

export const deliveriesKey = (orgId: string, webhookId: string) => [
  orgId,
  'webhook',
  webhookId,
  'deliveries',
];

export const deliveryQuery = (orgId: string, id: string, deliveryId: string) =>
  queryOptions({
    queryKey: [orgId, 'webhook', id, 'delivery', deliveryId],
    queryFn: ({ signal }) => client.webhooks.getDelivery({ orgId, id, deliveryId }, { signal }),
  });

/** Shows a delivery as the service has returned it, and reads the list with it again. */
export function takeDelivery(orgId: string, webhookId: string, delivery: Delivery): void {
  queryClient.setQueryData(deliveryQuery(orgId, webhookId, delivery.id).queryKey, delivery);
  void queryClient.invalidateQueries({ queryKey: deliveriesKey(orgId, webhookId) });
}

const soonMilliseconds = 60_000;

/** In how many milliseconds the state of a delivery can have changed, so that a page reads it again. */
export function readAgainAfter({
  state,
  nextAttemptAt,
}: Pick<DeliverySummary, 'state' | 'nextAttemptAt'>): number | false {
  if (state !== 'waiting') return false;
  const isSoon = nextAttemptAt === undefined || Date.parse(nextAttemptAt) - Date.now() < soonMilliseconds;
  return isSoon ? 1_000 : askAgain.conversation;
}
