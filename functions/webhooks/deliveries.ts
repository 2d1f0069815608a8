import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { testEvent } from '#contract/webhook-events.ts';
import type { Delivery, webhooks } from '#contract/webhook.ts';
import type { Context } from '#data/organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { query, type Item } from '#data/store/table.ts';
import { deliveryKey, deliveryPrefix } from '#data/store/webhook-keys.ts';
import {
  idIn,
  newMessageId,
  queueNext,
  readDelivery,
  shownDelivery,
  storeDelivery,
  summaryOf,
  type StoredDelivery,
} from '#data/webhooks/delivery.ts';
import { loadWebhook } from './load-webhook.ts';

type Operations = (typeof webhooks)['operations'];

/** Sends a message with which a receiver can be tried out. */
export async function test(
  context: Context,
  { id: webhookId }: InputOf<Operations['test']>,
): Promise<Delivery> {
  const { orgId, now } = context;
  await loadWebhook(context, webhookId);
  const id = newMessageId(now);
  const payload = { type: testEvent, timestamp: now, organizationId: orgId, data: {} };
  const stored = await storeDelivery(context, {
    orgId,
    webhookId,
    id,
    event: testEvent,
    payload,
    at: now,
    now,
  });
  await queueNext({ orgId, webhookId, id, attemptCount: 0 });
  return shownDelivery(stored);
}

export const idOf = ({ id }: Delivery): string[] => [id];

/** The answer to a repeated request for a test. */
export const sentAgain = (
  context: Context,
  { id, orgId }: InputOf<Operations['test']>,
  [deliveryId = '']: string[],
): Promise<Delivery> => getDelivery(context, { orgId, id, deliveryId });

/** With filters, this many deliveries are read for a page at most. */
const readMost = 1_000;

interface Reading {
  isShown: (one: StoredDelivery) => boolean;
  limit: number;
  start: Item | undefined;
  /** Sort keys between which deliveries are. */
  between?: readonly [string, string];
}

/** Reads deliveries, newest first, until more than `limit` are found or enough was looked through. */
export async function readDeliveries(
  context: Context,
  pk: string,
  { isShown, limit, start, between = [deliveryPrefix, `${deliveryPrefix}~`] }: Reading,
): Promise<{ found: StoredDelivery[]; lastKey: Item | undefined }> {
  const found: StoredDelivery[] = [];
  let lastKey = start;
  let read = 0;
  do {
    const page = await query<StoredDelivery>(context, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': between[0], ':to': between[1] },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit + 1,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    found.push(...page.items.filter(isShown));
    read += page.scanned;
    lastKey = page.lastKey;
  } while (lastKey && found.length <= limit && read < readMost);
  return { found, lastKey };
}

export async function listDeliveries(
  context: Context,
  input: InputOf<Operations['listDeliveries']>,
): Promise<OutputOf<Operations['listDeliveries']>> {
  const { id: webhookId, state, event, recordId, limit = limits.pageSizeDefault } = input;
  await loadWebhook(context, webhookId);
  const { pk } = deliveryKey(context.orgId, webhookId, '');
  const hash = listHash(['deliveries', pk, state?.join(), event, recordId]);
  const start = decodeCursor(hash, input.cursor);
  const isShown = (one: StoredDelivery) =>
    (!state || state.includes(one.state)) &&
    (event === undefined || one.event === event) &&
    (recordId === undefined || one.recordId === recordId);
  const { found, lastKey } = await readDeliveries(context, pk, {
    isShown,
    limit,
    start: start && { pk, sk: deliveryPrefix + start.id },
  });
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : lastKey && { sk: String(lastKey.sk) };
  return {
    items: items.map(summaryOf),
    ...(last ? { nextCursor: encodeCursor(hash, { sortValue: '', id: idIn(last) }) } : {}),
  };
}

export async function getDelivery(
  context: Context,
  { id, deliveryId }: InputOf<Operations['getDelivery']>,
): Promise<Delivery> {
  await loadWebhook(context, id);
  return shownDelivery(await loadDelivery(context, id, deliveryId));
}

export async function loadDelivery(context: Context, webhookId: string, id: string): Promise<StoredDelivery> {
  const found = await readDelivery(context, context.orgId, webhookId, id);
  if (!found) throw new ProblemError('not_found');
  return found;
}
