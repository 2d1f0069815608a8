import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { testEvent } from '#contract/webhook-events.ts';
import type { Delivery, webhooks } from '#contract/webhook.ts';
import type { Context } from '#data/organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { ifEquals, setting, under } from '#data/store/condition.ts';
import { isConditionFailed, query, updateItem, type Item } from '#data/store/table.ts';
import { deliveryKey, deliveryPrefix } from '#data/store/webhook-keys.ts';
import {
  dueAt,
  idIn,
  lookAgainAt,
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
  const stored = await storeDelivery(context, { orgId, webhookId, id, event: testEvent, payload, now });
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
  const found: StoredDelivery[] = [];
  let lastKey: Item | undefined = start && { pk, sk: deliveryPrefix + start.id };
  let read = 0;
  do {
    const page = await query<StoredDelivery>(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': deliveryPrefix },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit + 1,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    found.push(...page.items.filter(isShown));
    read += page.scanned;
    lastKey = page.lastKey;
  } while (lastKey && found.length <= limit && read < readMost);
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

async function loadDelivery(context: Context, webhookId: string, id: string): Promise<StoredDelivery> {
  const found = await readDelivery(context, context.orgId, webhookId, id);
  if (!found) throw new ProblemError('not_found');
  return found;
}

/** Attempts that can be made while a message is to be sent again. */
const triesMax = 5;

/** Sends a message again, at once and then as often as a new one. One that waits is sent at once. */
export async function replay(
  context: Context,
  { id: webhookId, deliveryId: id }: InputOf<Operations['replay']>,
): Promise<Delivery> {
  const { orgId } = context;
  const webhook = await loadWebhook(context, webhookId);
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const before = await loadDelivery(context, webhookId, id);
    if (!webhook.isOn && before.event !== testEvent) throw new ProblemError('conflict', 'webhook_off');
    const after = await waitingAgain(context, before, id);
    if (!after) continue;
    await queueNext({ orgId, webhookId, id, attemptCount: after.attemptCount });
    return shownDelivery(after);
  }
  throw new ProblemError('unavailable');
}

/** Has a delivery wait for its next attempt. Undefined if an attempt was made meanwhile. */
async function waitingAgain(
  context: Context,
  before: StoredDelivery,
  id: string,
): Promise<StoredDelivery | undefined> {
  const { now } = context;
  const { pk, sk, attemptCount, state } = before;
  const set = { state: 'waiting' as const, round: 0, nextAt: now, ...dueAt(id, lookAgainAt(now)) };
  try {
    await updateItem(context, under(ifEquals({ attemptCount, state }), { Key: { pk, sk }, ...setting(set) }));
    return { ...before, ...set };
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}
