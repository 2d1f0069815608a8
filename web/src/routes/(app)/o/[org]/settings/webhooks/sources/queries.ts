import { queryOptions } from '@tanstack/svelte-query';
import type { ReceivedMessage, WebhookSource } from '#contract/webhook-source.ts';
import { changeCached, withItem } from '#lib/api/cached-list.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';

export const sourcesQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'webhookSources'],
    queryFn: async ({ signal }) => (await client.webhookSources.list({ orgId }, { signal })).items,
  });

export const sourceQuery = (orgId: string, id: string) =>
  queryOptions({
    queryKey: [orgId, 'webhookSource', id],
    queryFn: ({ signal }) => client.webhookSources.get({ orgId, id }, { signal }),
  });

/** Shows a source as the service has returned it. Some responses don’t tell how many messages are held. */
export async function takeSource(orgId: string, source: WebhookSource): Promise<void> {
  const query = sourceQuery(orgId, source.id);
  const heldCount = source.heldCount ?? queryClient.getQueryData(query.queryKey)?.heldCount;
  const shown = { ...source, ...(heldCount === undefined ? {} : { heldCount }) };
  await changeCached(query, () => shown);
  await changeCached(sourcesQuery(orgId), (items) => items && withItem(items, shown));
}

export async function forgetSource(orgId: string, id: string): Promise<void> {
  await changeCached(sourcesQuery(orgId), (items) => items?.filter((one) => one.id !== id));
  queryClient.removeQueries({ queryKey: sourceQuery(orgId, id).queryKey });
}

export const messagesKey = (orgId: string, sourceId: string) => [
  orgId,
  'webhookSource',
  sourceId,
  'messages',
];

export const messageQuery = (orgId: string, id: string, messageId: string) =>
  queryOptions({
    queryKey: [orgId, 'webhookSource', id, 'message', messageId],
    queryFn: ({ signal }) => client.webhookSources.getMessage({ orgId, id, messageId }, { signal }),
  });

/** Reads the log of a source again, and how many messages are held. */
export async function readLogAgain(orgId: string, sourceId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: messagesKey(orgId, sourceId) }),
    queryClient.invalidateQueries({ queryKey: sourceQuery(orgId, sourceId).queryKey, exact: true }),
  ]);
}

/** Shows a message as the service has returned it, and reads the log with it again. */
export function takeMessage(orgId: string, sourceId: string, message: ReceivedMessage): void {
  queryClient.setQueryData(messageQuery(orgId, sourceId, message.id).queryKey, message);
  void readLogAgain(orgId, sourceId);
}

/** How often a message that is about to be read is asked for, in milliseconds. */
export const untilRead = 1_000;
