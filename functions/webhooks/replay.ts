import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { testEvent } from '#contract/webhook-events.ts';
import type { Delivery, webhooks } from '#contract/webhook.ts';
import type { Context } from '#data/organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { ifEquals, setting, under } from '#data/store/condition.ts';
import { isConditionFailed, updateItem } from '#data/store/table.ts';
import { deliveryKey, deliveryPrefix } from '#data/store/webhook-keys.ts';
import {
  dueAt,
  firstIdAt,
  idIn,
  lookAgainAt,
  queueNext,
  shownDelivery,
  type StoredDelivery,
} from '#data/webhooks/delivery.ts';
import { loadDelivery, readDeliveries } from './deliveries.ts';
import { loadWebhook } from './load-webhook.ts';

type Operations = (typeof webhooks)['operations'];

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

/** Sends the messages of a time again that are in some states: those that have failed if it isn't said. */
export async function replayMany(
  context: Context,
  { id: webhookId, body }: InputOf<Operations['replayMany']>,
): Promise<OutputOf<Operations['replayMany']>> {
  const { orgId } = context;
  const { states = ['failed'], event, from, to } = body;
  const webhook = await loadWebhook(context, webhookId);
  if (!webhook.isOn) throw new ProblemError('conflict', 'webhook_off');
  const { pk } = deliveryKey(orgId, webhookId, '');
  const hash = listHash(['replays', pk, states.join(), event, from, to]);
  const start = decodeCursor(hash, body.cursor);
  const limit = limits.webhookReplaysMax;
  const { found, lastKey } = await readDeliveries(context, pk, {
    isShown: (one) => states.includes(one.state) && (event === undefined || one.event === event),
    limit,
    start: start && { pk, sk: deliveryPrefix + start.id },
    between: [
      deliveryPrefix + (from === undefined ? '' : firstIdAt(from)),
      deliveryPrefix + (to === undefined ? '~' : firstIdAt(to)),
    ],
  });
  const chosen = found.slice(0, limit);
  let count = 0;
  // The earliest first, so that they are sent in their order.
  for (const delivery of chosen.toReversed()) {
    const id = idIn(delivery);
    const after = await waitingAgain(context, delivery, id);
    // One that has changed meanwhile is being sent.
    if (!after) continue;
    await queueNext({ orgId, webhookId, id, attemptCount: after.attemptCount });
    count += 1;
  }
  const last = found.length > limit ? chosen.at(-1) : lastKey && { sk: String(lastKey.sk) };
  return {
    count,
    ...(last ? { nextCursor: encodeCursor(hash, { sortValue: '', id: idIn(last) }) } : {}),
  };
}

type Step = OutputOf<Operations['replayMany']>;

/** What is kept of a step, for a repeated request, which sends nothing. */
export const stepOf = ({ count, nextCursor }: Step): string[] => [
  String(count),
  ...(nextCursor === undefined ? [] : [nextCursor]),
];
export const replayedMany = (
  _context: Context,
  _input: unknown,
  [count = '0', nextCursor]: string[],
): Promise<Step> =>
  Promise.resolve({ count: Number(count), ...(nextCursor === undefined ? {} : { nextCursor }) });
