import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ProblemError, fieldProblem } from '#contract/problem.ts';
import { limits } from '#contract/limits.ts';
import type { UserContext } from './context.ts';
import { idempotencyKey, type Key } from './keys.ts';
import { retryDelayMs, sleep } from './retry.ts';
import { client, meter, tableName, type Item } from './table.ts';
import type { Session } from './units.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Put = Omit<NonNullable<TransactItem['Put']>, 'TableName'>;
type Update = Omit<NonNullable<TransactItem['Update']>, 'TableName'>;
type Delete = Omit<NonNullable<TransactItem['Delete']>, 'TableName'>;
type Check = Omit<NonNullable<TransactItem['ConditionCheck']>, 'TableName'>;

/** One write of a transaction, and what it means when its condition does not hold. */
export type Action = ({ put: Put } | { update: Update } | { remove: Delete } | { check: Check }) & {
  /** Given the item that was in the way, the refusal to answer with. Without it a lost condition is a 409. */
  refuse?: (found: Item | undefined) => Error;
};

const attemptsMax = 10;

/**
 * Writes all actions or none. Conflicts with other transactions are tried again with jitter, which the SDK does not do;
 * a lost condition becomes the action's own refusal. Refusals for several fields are told together.
 */
export async function transact(session: Session, actions: readonly Action[]): Promise<void> {
  if (actions.length > limits.transactionActions)
    throw new Error(`a transaction of ${actions.length} actions`);
  session.prefetched.clear();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await client.send(
        new TransactWriteCommand({
          TransactItems: actions.map(transactItem),
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
      meter(session, 'write', answer.ConsumedCapacity);
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
      if (!reasons.every(isPassing)) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}

function transactItem(action: Action): TransactItem {
  const rest = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  if ('put' in action) return { Put: { ...action.put, ...rest } };
  if ('update' in action) return { Update: { ...action.update, ...rest } };
  if ('remove' in action) return { Delete: { ...action.remove, ...rest } };
  return { ConditionCheck: { ...action.check, ...rest } };
}

/** The item that was in the way comes as the wire has it: the document client does not look into errors. */
interface Reason {
  Code?: string;
  Item?: Record<string, AttributeValue>;
}

function cancellationReasons(error: unknown): Reason[] | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TransactionCanceledException')
    return (error as { CancellationReasons?: Reason[] }).CancellationReasons;
  if (error.name === 'TransactionConflictException') return [{ Code: 'TransactionConflict' }];
  if (error.name === 'TransactionInProgressException') return [{ Code: 'TransactionConflict' }];
  return undefined;
}

const passing = new Set([
  undefined,
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
const isPassing = (reason: Reason): boolean => passing.has(reason.Code);

function refusalOf(action: Action | undefined, found: Item | undefined): Error {
  return action?.refuse?.(found) ?? new ProblemError('conflict');
}

/** A replay outranks the rest, since it means that this very request was done already; field errors are joined. */
function joinRefusals(refusals: Error[]): Error {
  const replay = refusals.find((refusal) => refusal instanceof Replay);
  const first = replay ?? refusals[0] ?? new ProblemError('conflict');
  if (!(first instanceof ProblemError) || !first.errors) return first;
  const errors = refusals.flatMap((refusal) =>
    refusal instanceof ProblemError ? (refusal.errors ?? []) : [],
  );
  return new ProblemError(first.code, undefined, errors);
}

/** This request was done before, under the same Idempotency-Key. */
class Replay extends Error {
  readonly ids: string[];
  constructor(ids: string[]) {
    super('done before');
    this.ids = ids;
  }
}

/**
 * Like `transact` for a POST that makes something: the marker of the request's Idempotency-Key is written in the same
 * transaction, so two requests with one key make one thing. The second gets what the first made, as it is now.
 */
export async function transactOnce<T>(
  context: UserContext & { orgId?: string },
  actions: readonly Action[],
  made: { ids: string[]; value: T },
  readAgain: (ids: string[]) => Promise<T>,
): Promise<T> {
  const request = context.idempotency;
  if (!request) {
    await transact(context, actions);
    return made.value;
  }
  const principal = context.actor.apiKeyId ?? context.actor.userId;
  const key = idempotencyKey(context.orgId ?? '', principal, request.operation, request.key);
  try {
    await transact(context, [marker(key, request.bodyHash, made.ids, context.now), ...actions]);
    return made.value;
  } catch (error) {
    if (error instanceof Replay) return readAgain(error.ids);
    throw error;
  }
}

function marker(key: Key, bodyHash: string, ids: string[], now: string): Action {
  const expiresAt = Math.floor(Date.parse(now) / 1000) + limits.idempotencyHours * 3600;
  return {
    put: {
      Item: { ...key, kind: 'idempotency', bodyHash, ids, expiresAt },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
      ExpressionAttributeValues: { ':now': Math.floor(Date.parse(now) / 1000) },
    },
    refuse: (found) =>
      found?.bodyHash === bodyHash
        ? new Replay(found.ids as string[])
        : fieldProblem('/header/Idempotency-Key', 'taken'),
  };
}
