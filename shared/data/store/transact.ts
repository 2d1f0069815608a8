import { randomUUID } from 'node:crypto';
import {
  TransactWriteItemsCommand,
  type AttributeValue,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ProblemError, fieldProblem } from '#contract/problem.ts';
import { limits } from '#contract/limits.ts';
import { client, onWire } from '../sdk/client.ts';
import type { UserContext } from './request-context.ts';
import { epochSeconds } from '../values/epoch.ts';
import { idempotencyKey, type Key } from './keys.ts';
import { appendToFeed, type Changed } from './list-feed.ts';
import { errorNameOf, writeLog } from './log.ts';
import { retryDelayMs, sleep } from './retry.ts';
import { getItem, meter, tableName, type Item } from './table.ts';
import type { Session } from './units.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Put = Omit<NonNullable<TransactItem['Put']>, 'TableName'>;
type Update = Omit<NonNullable<TransactItem['Update']>, 'TableName'>;
type Delete = Omit<NonNullable<TransactItem['Delete']>, 'TableName'>;
type Check = Omit<NonNullable<TransactItem['ConditionCheck']>, 'TableName'>;

/** One write or condition check of a transaction, and the error to throw if its condition fails. */
export type Action = ({ put: Put } | { update: Update } | { remove: Delete } | { check: Check }) & {
  /**
   * Creates the error from the item that doesn't meet the condition. Without it, a failed condition throws `conflict`.
   */
  refuse?: (found: Item | undefined) => Error;
  /** The record that the action writes, if lists show it. */
  listed?: Changed;
};

const attemptsUsual = 10;

/**
 * Writes all actions or none. Conflicts with other transactions are retried with jitter, because the SDK doesn't retry
 * them, and throw `unavailable` after the last attempt. A failed condition throws the error of its action; field errors
 * of several actions are combined.
 */
export async function transact(
  session: Session,
  actions: readonly Action[],
  attemptsMax = attemptsUsual,
): Promise<void> {
  if (actions.length > limits.transactionActions)
    throw new Error(`a transaction of ${actions.length} actions`);
  session.prefetched.clear();
  let token = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await client.send(
        new TransactWriteItemsCommand({
          ClientRequestToken: token,
          TransactItems: actions.map(transactItem),
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      meter(session, 'write', answer.ConsumedCapacity);
      await showInLists(session, actions);
      return;
    } catch (error) {
      const reasons = cancellationReasons(error);
      if (!reasons) throw error;
      const refused = reasons.flatMap((reason, index) =>
        reason.Code === 'ConditionalCheckFailed'
          ? [refusalOf(actions[index], reason.Item && unmarshall(reason.Item))]
          : [],
      );
      if (refused.length > 0) throw joinRefusals(refused);
      if (!reasons.every(isRetryable)) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
      // A canceled transaction wrote nothing and gets a new token. One in progress keeps its token, because it may
      // still complete and would otherwise conflict with itself.
      if (!isInProgress(error)) token = randomUUID();
      await sleep(retryDelayMs(attempt));
    }
  }
}

/**
 * Appends the written records to the feed, so that every list that is requested after the response includes them. If
 * this fails, the readers of the table's stream, which append each change, too, do it a moment later.
 */
async function showInLists(session: Session, actions: readonly Action[]): Promise<void> {
  try {
    await appendToFeed(
      session,
      actions.flatMap(({ listed }) => listed ?? []),
    );
  } catch (error) {
    writeLog({ level: 'warn', message: 'change not appended to the feed', error: errorNameOf(error) });
  }
}

const isInProgress = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TransactionInProgressException';

function transactItem(action: Action): TransactWriteItem {
  const rest = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  if ('put' in action) return { Put: { ...onWire(action.put), ...rest } };
  if ('update' in action) return { Update: { ...onWire(action.update), ...rest } };
  if ('remove' in action) return { Delete: { ...onWire(action.remove), ...rest } };
  return { ConditionCheck: { ...onWire(action.check), ...rest } };
}

/** Why an action failed. `Item` is the conflicting item, marshaled. */
interface Reason {
  Code?: string;
  Item?: Record<string, AttributeValue>;
}

function cancellationReasons(error: unknown): Reason[] | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TransactionCanceledException')
    return (error as { CancellationReasons?: Reason[] }).CancellationReasons;
  if (error.name === 'TransactionConflictException') return [{ Code: 'TransactionConflict' }];
  if (isInProgress(error)) return [{ Code: 'TransactionConflict' }];
  return undefined;
}

const retryableCodes = new Set([
  undefined,
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
const isRetryable = (reason: Reason): boolean => retryableCodes.has(reason.Code);

function refusalOf(action: Action | undefined, found: Item | undefined): Error {
  return action?.refuse?.(found) ?? new ProblemError('conflict');
}

/**
 * Combines the errors of several actions. A replay takes precedence, because the same request has already succeeded.
 */
function joinRefusals(refusals: Error[]): Error {
  const replay = refusals.find((refusal) => refusal instanceof Replay);
  const first = replay ?? refusals[0] ?? new ProblemError('conflict');
  if (refusals.length === 1 || !(first instanceof ProblemError) || !first.errors) return first;
  const errors = refusals.flatMap((refusal) =>
    refusal instanceof ProblemError ? (refusal.errors ?? []) : [],
  );
  return new ProblemError(first.code, undefined, errors);
}

/** Thrown if the same request was already completed with the same Idempotency-Key. */
class Replay extends Error {
  readonly ids: string[];
  constructor(ids: string[]) {
    super('done before');
    this.ids = ids;
  }
}

/** What a POST request writes, the ids that it creates, and its response. */
export interface Making<T> {
  actions: readonly Action[];
  ids: string[];
  value: T;
}

/**
 * Like `transact`, for a POST request that creates something. The marker of the Idempotency-Key is written in the same
 * transaction, so that a repeated request creates nothing and returns what the first one created, in its current state.
 * This also applies if `prepare` fails because of what the first request wrote.
 */
export async function transactOnce<T>(
  context: UserContext & { orgId?: string },
  prepare: () => Promise<Making<T>>,
  readAgain: (ids: string[]) => Promise<T>,
): Promise<T> {
  const request = context.idempotency;
  if (!request) {
    const { actions, value } = await prepare();
    await transact(context, actions);
    return value;
  }
  const principal = context.actor.apiKeyId ?? context.actor.userId;
  const key = idempotencyKey(context.orgId ?? '', principal, request.operation, request.key);
  const { bodyHash } = request;
  try {
    const { actions, ids, value } = await prepare().catch((error: unknown) =>
      refuseUnlessDone(context, key, bodyHash, error),
    );
    await transact(context, [marker(key, bodyHash, ids, context.now), ...actions]);
    return value;
  } catch (error) {
    if (error instanceof Replay) return readAgain(error.ids);
    throw error;
  }
}

function marker(key: Key, bodyHash: string, ids: string[], now: string): Action {
  const expiresAt = epochSeconds(now) + limits.idempotencyHours * 3600;
  return {
    put: {
      Item: { ...key, kind: 'idempotency', bodyHash, ids, expiresAt },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
      ExpressionAttributeValues: { ':now': epochSeconds(now) },
    },
    refuse: (found) => errorForMarker(found, bodyHash),
  };
}

const errorForMarker = (found: Item | undefined, bodyHash: string): Error =>
  found?.bodyHash === bodyHash
    ? new Replay(found.ids as string[])
    : fieldProblem('/header/Idempotency-Key', 'taken');

/**
 * Throws the error, unless the Idempotency-Key was already used: then throws a replay, or `taken` if another request
 * used it.
 */
async function refuseUnlessDone(
  context: UserContext,
  key: Key,
  bodyHash: string,
  refusal: unknown,
): Promise<never> {
  const found = refusal instanceof ProblemError ? await getItem(context, key) : undefined;
  const isKept = found && Number(found.expiresAt) >= epochSeconds(context.now);
  throw isKept ? errorForMarker(found, bodyHash) : refusal;
}
