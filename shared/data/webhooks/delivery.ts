import { createHash, randomBytes } from 'node:crypto';
import {
  type AttemptProblem,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryState,
  type DeliverySummary,
} from '#contract/webhook.ts';
import { limits } from '#contract/limits.ts';
import { dueAttributes, type DueAttributes } from '../due/kinds.ts';
import type { Item } from '../sdk/client.ts';
import { ifAbsent } from '../store/condition.ts';
import { type Key } from '../store/keys.ts';
import { send } from '../store/queue.ts';
import { getItem, isConditionFailed, putItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { deliveryKey, deliveryPrefix } from '../store/webhook-keys.ts';
import { epochSeconds } from '../values/epoch.ts';

/** A message to a webhook and what became of it. While it waits, the item is due at the next attempt. */
export interface StoredDelivery extends Key, Partial<DueAttributes> {
  kind: 'webhookDelivery';
  org: string;
  event: string;
  recordType?: string;
  recordId?: string;
  createdAt: string;
  state: DeliveryState;
  /** Of the attempts since it was sent or sent again. */
  round: number;
  attemptCount: number;
  /** Of one that has failed before. */
  nextAt?: string;
  /** `DeliveryAttempt`s as JSON. */
  attempts?: string;
  payload: string;
}

/**
 * A UUID of version 8 (RFC 9562) that begins with an instant in milliseconds, like those of version 7, so that deliveries
 * sort by it. The other digits are the first ones of `rest`.
 */
export function idAt(at: string, rest: string): string {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  const digits = [rest.slice(0, 3), rest.slice(3, 6), rest.slice(6, 18)] as const;
  return `${time.slice(0, 8)}-${time.slice(8)}-8${digits[0]}-8${digits[1]}-${digits[2]}`;
}

/** What ids from an instant on begin with, or come after. */
export const firstIdAt = (at: string): string => {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
};

/** The id of the message about an event of a change, however often the change is dispatched. */
export function messageIdOf({ pk, sk, at }: Key & { at: string }, event: string, webhookId: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([pk, sk, event, webhookId]))
    .digest('hex');
  return idAt(at, hash);
}

/** The id of a message that somebody asks for. */
export const newMessageId = (now: string): string => idAt(now, randomBytes(9).toString('hex'));

/** The message of a queue about the next attempt. */
export interface AttemptMessage {
  orgId: string;
  webhookId: string;
  id: string;
  /** The number of attempts that there were when it was sent. A message that comes again finds more. */
  attemptCount: number;
}

/** Minutes after which a delivery is looked at whose message was lost. */
const lookAgainMinutes = 10;

export const inMinutes = (at: string, minutes: number): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

export const dueAt = (id: string, at: string): DueAttributes => dueAttributes('webhook-attempt', id, at);

/** When a delivery is looked at again whose next attempt was queued at an instant. */
export const lookAgainAt = (at: string): string => inMinutes(at, lookAgainMinutes);

export interface NewDelivery {
  orgId: string;
  webhookId: string;
  id: string;
  event: string;
  recordType?: string;
  recordId?: string;
  payload: object;
  /** When it happened, as in the id. */
  at: string;
  now: string;
  /** Why it isn’t sent. It can be sent again. */
  problem?: AttemptProblem | undefined;
}

/** Stores a delivery once, and returns it as it is stored. */
export async function storeDelivery(session: Session, made: NewDelivery): Promise<StoredDelivery> {
  const { orgId, webhookId, id, event, recordType, recordId, payload, at, now, problem } = made;
  const item: StoredDelivery = {
    ...deliveryKey(orgId, webhookId, id),
    kind: 'webhookDelivery',
    org: orgId,
    event,
    ...(recordType === undefined ? {} : { recordType }),
    ...(recordId === undefined ? {} : { recordId }),
    createdAt: at,
    round: 0,
    attemptCount: 0,
    payload: JSON.stringify(payload),
    ...(problem === undefined
      ? { state: 'waiting', ...dueAt(id, lookAgainAt(now)) }
      : { state: 'failed', attempts: JSON.stringify([{ at: now, milliseconds: 0, problem }]) }),
  };
  const expiresAt = epochSeconds(now) + limits.webhookDays * 86_400;
  try {
    await putItem(session, { Item: { ...item, expiresAt } as Item, ...ifAbsent });
    return item;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    return (await readDelivery(session, orgId, webhookId, id)) ?? item;
  }
}

export const readDelivery = (
  session: Session,
  orgId: string,
  webhookId: string,
  id: string,
): Promise<StoredDelivery | undefined> => getItem<StoredDelivery>(session, deliveryKey(orgId, webhookId, id));

/** Queues for first attempts keep the order of the messages of a lane. */
const lanesPerWebhook = 8;

/**
 * Queues the first attempt of a message. Those about one record to one webhook are made one after another, in the order of
 * its changes. A webhook has few lanes, so that a receiver that doesn't answer can't hold up many functions.
 */
export async function queueFirst(message: AttemptMessage, recordId: string): Promise<void> {
  const { webhookId, id, attemptCount } = message;
  const lane = createHash('sha256').update(recordId).digest().readUInt32BE(0) % lanesPerWebhook;
  await send('deliveries', message, { group: `${webhookId}#${lane}`, once: `${id}#${attemptCount}` });
}

/** Queues another attempt, which holds up no others. */
export const queueNext = (message: AttemptMessage, delaySeconds = 0): Promise<void> =>
  send('retries', message, { group: message.webhookId, delaySeconds });

export const idIn = ({ sk }: Pick<Key, 'sk'>): string => sk.slice(deliveryPrefix.length);
export const attemptsIn = ({ attempts = '[]' }: Pick<StoredDelivery, 'attempts'>): DeliveryAttempt[] =>
  JSON.parse(attempts) as DeliveryAttempt[];

/** A delivery as lists show it. */
export function summaryOf(item: Omit<StoredDelivery, 'payload'>): DeliverySummary {
  const { event, recordType, recordId, createdAt, state, attemptCount, nextAt } = item;
  const last = attemptsIn(item).at(-1);
  const problem: AttemptProblem | undefined = last?.problem;
  return {
    id: idIn(item),
    event,
    ...(recordType === undefined ? {} : { recordType }),
    ...(recordId === undefined ? {} : { recordId }),
    createdAt,
    state,
    attemptCount,
    ...(last?.status === undefined ? {} : { lastStatus: last.status }),
    ...(problem === undefined ? {} : { lastProblem: problem }),
    ...(last ? { lastAttemptAt: last.at } : {}),
    ...(nextAt === undefined ? {} : { nextAttemptAt: nextAt }),
  };
}

export const shownDelivery = (item: StoredDelivery): Delivery => ({
  ...summaryOf(item),
  attempts: attemptsIn(item),
  payload: item.payload,
});
