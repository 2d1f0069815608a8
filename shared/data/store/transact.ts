import { randomUUID } from 'node:crypto';
import {
  TransactWriteItemsCommand,
  type AttributeValue,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ProblemError } from '#contract/problem.ts';
import { limits } from '#contract/limits.ts';
import { client, onWire } from '../sdk/client.ts';
import { appendToFeed, type Changed } from './list-feed.ts';
import { errorNameOf, writeLog } from './log.ts';
import { retryDelayMs, sleep } from './retry.ts';
import { metered, tableName, type Item } from './table.ts';
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
  /** The action to take instead if the condition fails, with the opposite condition. */
  otherwise?: () => Action;
  /** The record that the action writes, if lists show it. */
  listed?: Changed;
};

const attemptsUsual = 10;

/**
 * Writes all actions or none. Conflicts with other transactions are retried with jitter, because the SDK doesn't retry
 * them, and throw `unavailable` after the last attempt. A failed condition throws the error of its action, unless the
 * action has an alternative; field errors of several actions are combined.
 */
export async function transact(
  session: Session & { readonly marking?: Marking | undefined },
  actions: readonly Action[],
  attemptsMax = attemptsUsual,
): Promise<void> {
  const { marking } = session;
  let all = marking && !marking.isWritten ? [marking.action, ...actions] : [...actions];
  if (all.length > limits.transactionActions) throw new Error(`a transaction of ${all.length} actions`);
  session.prefetched.clear();
  let token = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const command = new TransactWriteItemsCommand({
        ClientRequestToken: token,
        TransactItems: all.map(transactItem),
        ReturnConsumedCapacity: 'TOTAL',
      });
      await metered(session, 'write', () => client.send(command));
      if (marking) marking.isWritten = true;
      await showInLists(session, actions);
      return;
    } catch (error) {
      const reasons = cancellationReasons(error);
      if (!reasons) throw error;
      const isRefused = (index: number) => reasons[index]?.Code === 'ConditionalCheckFailed';
      const refused = reasons.flatMap((reason, index) =>
        isRefused(index) && !all[index]?.otherwise
          ? [refusalOf(all[index], reason.Item && unmarshall(reason.Item))]
          : [],
      );
      if (refused.length > 0) throw joinRefusals(refused);
      all = all.map((action, index) => (isRefused(index) ? (action.otherwise?.() ?? action) : action));
      if (!reasons.every((reason, index) => isRefused(index) || isRetryable(reason))) throw error;
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

/** Thrown if the same request was already completed with the same Idempotency-Key. */
export class Replay extends Error {
  readonly ids: string[];
  constructor(ids: string[]) {
    super('done before');
    this.ids = ids;
  }
}

/** The marker of a request's Idempotency-Key, which its first transaction writes, too. */
export interface Marking {
  action: Action;
  isWritten: boolean;
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
