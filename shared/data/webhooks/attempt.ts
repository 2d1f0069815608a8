import { limits } from '#contract/limits.ts';
import { move, type DueRow, type Outcome } from '../due/end-due-item.ts';
import { ifEquals, setting, under } from '../store/condition.ts';
import { deleteItem, getItem, isConditionFailed, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { deliveryAt, failingKey } from '../store/webhook-keys.ts';
import {
  attemptsIn,
  dueAt,
  inMinutes,
  lookAgainAt,
  queueFirst,
  queueNext,
  readDelivery,
  type AttemptMessage,
  type StoredDelivery,
} from './delivery.ts';
import { post, type Answer } from './post.ts';
import { signedHeaders } from './sign.ts';
import { switchOff } from './switch-off.ts';
import { readWebhook, secretsAt, signingKey, type StoredWebhook } from './webhook.ts';

/** Seconds from a failed attempt to the next one, about: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
const waitsSeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** The share by which a wait can be shorter or longer, so that a receiver that comes back isn't asked for all at once. */
const jitter = 0.1;
/** Longer waits are left to due items. Queues delay messages by 15 minutes at most. */
const delayedSecondsMost = 900;

/** After so many failures in a row, a receiver is asked once in some seconds only, by whichever message comes then. */
const failuresUntilRest = 10;
const restSeconds = 30;

interface Failing {
  since: string;
  failures: number;
  lastAt: string;
}

/** Makes the next attempt of a delivery, unless it was made already. Returns what came of it. */
export async function attempt(
  session: Session,
  { orgId, webhookId, id, attemptCount }: AttemptMessage,
  allowsOwnMachine: boolean,
): Promise<string> {
  const [delivery, webhook, failing] = await Promise.all([
    readDelivery(session, orgId, webhookId, id),
    readWebhook(session, orgId, webhookId),
    getItem<Failing>(session, failingKey(orgId, webhookId)),
  ]);
  if (delivery?.state !== 'waiting') return 'nothing left';
  if (delivery.attemptCount !== attemptCount) return queueAgain(delivery, attemptCount);
  const at = new Date().toISOString();
  const startedAt = performance.now();
  const isTried = webhook?.isOn === true || delivery.event === 'test';
  const answer: Answer =
    !webhook || !isTried
      ? { problem: 'switched_off' }
      : isResting(failing, at)
        ? { problem: 'resting' }
        : await post(webhook.url, {
            headers: signedHeaders(id, at, delivery.payload, secretsAt(orgId, webhook, at).map(signingKey)),
            body: delivery.payload,
            allowsOwnMachine,
          });
  const made = { at, milliseconds: Math.round(performance.now() - startedAt), ...answer };
  const next = await store(session, delivery, made);
  if (webhook && isTried && answer.problem !== 'resting')
    await remember(session, orgId, webhook, failing, made);
  if (next !== undefined && next <= delayedSecondsMost)
    await queueNext({ orgId, webhookId, id, attemptCount: attemptCount + 1 }, next);
  return answer.problem ?? 'delivered';
}

/**
 * A message that comes again after its attempt. The function may have ended before it queued the next one, which would then
 * be late.
 */
async function queueAgain(delivery: StoredDelivery, attemptCount: number): Promise<string> {
  const { nextAt, attemptCount: made } = delivery;
  if (made !== attemptCount + 1 || nextAt === undefined) return 'nothing left';
  const seconds = Math.max(0, Math.ceil((Date.parse(nextAt) - Date.now()) / 1000));
  if (seconds <= delayedSecondsMost)
    await queueNext({ ...deliveryAt(delivery), attemptCount: made }, seconds);
  return 'made before';
}

const isResting = (failing: Failing | undefined, now: string): boolean =>
  failing !== undefined &&
  failing.failures >= failuresUntilRest &&
  Date.parse(now) - Date.parse(failing.lastAt) < restSeconds * 1000;

/** Whether another attempt can help. */
const isLast = ({ problem, status }: Answer): boolean => problem === 'switched_off' || status === 410;

/** Stores an attempt, once, and when the next one follows. Returns the seconds until then; undefined if none does. */
async function store(
  session: Session,
  delivery: StoredDelivery,
  made: Answer & { at: string; milliseconds: number },
): Promise<number | undefined> {
  const { pk, sk, round, attemptCount, event } = delivery;
  const { id } = deliveryAt(delivery);
  // Somebody is watching a test, and sends another one.
  const wait = made.problem && !isLast(made) && event !== 'test' ? waitsSeconds[round] : undefined;
  const seconds = wait === undefined ? undefined : Math.round(wait * (1 + jitter * (2 * Math.random() - 1)));
  const state = made.problem === undefined ? 'delivered' : seconds === undefined ? 'failed' : 'waiting';
  const attempts = [...attemptsIn(delivery), made].slice(-limits.webhookAttemptsKept);
  const nextAt = inMinutes(made.at, (seconds ?? 0) / 60);
  const due = seconds !== undefined && seconds > delayedSecondsMost ? nextAt : lookAgainAt(nextAt);
  const set = {
    state,
    attempts: JSON.stringify(attempts),
    attemptCount: attemptCount + 1,
    round: round + 1,
    ...(state === 'waiting' ? { ...dueAt(id, due), nextAt } : {}),
  };
  const { UpdateExpression, ...names } = setting(set);
  const isOver = state !== 'waiting';
  const update = {
    Key: { pk, sk },
    UpdateExpression: isOver ? `${UpdateExpression} REMOVE g6pk, g6sk, nextAt` : UpdateExpression,
    ...names,
  };
  try {
    await updateItem(session, under(ifEquals({ attemptCount, state: 'waiting' }), update));
    return state === 'waiting' ? seconds : undefined;
  } catch (error) {
    // Another message has made the same attempt.
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** Notes that a receiver fails, or that it no longer does, and switches a webhook off that has failed for days. */
async function remember(
  session: Session,
  orgId: string,
  webhook: StoredWebhook,
  failing: Failing | undefined,
  { at, problem, status }: Answer & { at: string },
): Promise<void> {
  const key = failingKey(orgId, webhook.id);
  if (problem === undefined) {
    if (failing) await deleteItem(session, { Key: { ...key } });
    return;
  }
  if (!webhook.isOn) return;
  if (status === 410) return switchOff(session, orgId, webhook, 'gone');
  if (failing && Date.parse(at) - Date.parse(failing.since) >= limits.webhookFailingDays * 86_400_000)
    return switchOff(session, orgId, webhook, 'failing');
  await updateItem(session, {
    Key: { ...key },
    UpdateExpression:
      'SET #since = if_not_exists(#since, :at), lastAt = :at, kind = :kind, org = :org ADD failures :one',
    ExpressionAttributeNames: { '#since': 'since' },
    ExpressionAttributeValues: { ':at': at, ':one': 1, ':kind': 'failing', ':org': orgId },
  });
}

/** Queues a delivery whose next attempt is due, or whose message was lost. */
export async function queueDue(session: Session, row: DueRow, now: string): Promise<Outcome> {
  const { orgId, webhookId, id } = deliveryAt(row);
  const delivery = await readDelivery(session, orgId, webhookId, id);
  if (delivery?.state !== 'waiting') return 'left';
  const { attemptCount, recordId } = delivery;
  const message = { orgId, webhookId, id, attemptCount };
  if (attemptCount === 0 && recordId !== undefined) await queueFirst(message, recordId);
  else await queueNext(message);
  await move(session, row, lookAgainAt(now));
  return 'taken';
}
