import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { epochSeconds } from '../values/epoch.ts';
import { idempotencyKey, type Key } from './keys.ts';
import type { IdempotentRequest, UserContext } from './request-context.ts';
import { keyedHash, recentStageKeys, stageKey, type StageKey } from './stage-key.ts';
import { getItem, putItem, type Item } from './table.ts';
import { Replay, transact, type Action, type Marking } from './transact.ts';

/** What a POST request writes, the ids that it creates, and its response. */
export interface Making<T> {
  actions: readonly Action[];
  ids: string[];
  value: T;
}

type Caller = UserContext & { orgId?: string };

/**
 * Like `transact`, for a POST request that creates something. The marker of the Idempotency-Key is written in the same
 * transaction, so that a repeated request creates nothing and returns what the first one created, in its current state.
 * This also applies if `prepare` fails because of what the first request wrote.
 */
export async function transactOnce<T>(
  context: Caller,
  prepare: () => Promise<Making<T>>,
  readAgain: (ids: string[]) => Promise<T>,
): Promise<T> {
  const request = context.idempotency;
  if (!request) {
    const { actions, value } = await prepare();
    await transact(context, actions);
    return value;
  }
  try {
    // The transaction itself finds only what was stored under the current key.
    await refuseRepetition(context, request, earlierKeys(context));
    const { actions, ids, value } = await prepare().catch((error: unknown) =>
      refuseUnlessDone(context, request, error),
    );
    await transact(context, [markerOf(context, request, ids), ...actions]);
    return value;
  } catch (error) {
    if (!(error instanceof Replay)) throw error;
    context.reply.isReplayed = true;
    return readAgain(error.ids);
  }
}

/** Throws the error, unless the same request was already completed, or another one with the same key. */
async function refuseUnlessDone(
  context: Caller,
  request: IdempotentRequest,
  refusal: unknown,
): Promise<never> {
  if (refusal instanceof ProblemError) await refuseRepetition(context, request, [currentKey(context)]);
  throw refusal;
}

type Operation<Context, Input, Output> = (context: Context, input: Input) => Promise<Output>;

/**
 * An operation that changes something in one transaction, which also writes the marker of the Idempotency-Key. If the
 * same request comes again, `answerAgain` answers it, before the operation could refuse it because of what it did.
 */
export const repeatable = <Context extends Caller, Input, Output>(
  run: Operation<Context, Input, Output>,
  answerAgain: Operation<Context, Input, Output>,
): Operation<Context, Input, Output> => ofKey(run, answerAgain);

/**
 * Like `repeatable`, for an operation of several steps. The marker is written after the last one, so the operation runs
 * again if a request ended in between. Each step must be safe to repeat.
 */
export const repeatableInSteps = <Context extends Caller, Input, Output>(
  run: Operation<Context, Input, Output>,
  answerAgain: Again<Context, Input, Output>,
  /** The ids that `answerAgain` needs. */
  idsOf: (output: Output) => string[] = () => [],
): Operation<Context, Input, Output> => ofKey(run, answerAgain, idsOf);

/** An operation whose repetition changes nothing and returns the same. */
export const harmless = <Context extends Caller, Input, Output>(
  run: Operation<Context, Input, Output>,
): Operation<Context, Input, Output> => repeatable(run, run);

type Again<Context, Input, Output> = (context: Context, input: Input, ids: string[]) => Promise<Output>;

function ofKey<Context extends Caller, Input, Output>(
  run: Operation<Context, Input, Output>,
  answerAgain: Again<Context, Input, Output>,
  /** If missing, the first transaction writes the marker. */
  idsOf?: (output: Output) => string[],
): Operation<Context, Input, Output> {
  return async (context, input) => {
    const request = context.idempotency;
    if (!request) return run(context, input);
    try {
      await refuseRepetition(context, request, [currentKey(context), ...earlierKeys(context)]);
      const marking: Marking = { action: markerOf(context, request, []), isWritten: false };
      const output = await run(idsOf ? context : { ...context, marking }, input).catch((error: unknown) =>
        refuseUnlessDone(context, request, error),
      );
      if (!marking.isWritten) await writeMarker(context, request, idsOf?.(output));
      return output;
    } catch (error) {
      if (!(error instanceof Replay)) throw error;
      context.reply.isReplayed = true;
      // What was read with the caller's permissions can be older than what the first request has written.
      context.prefetched.clear();
      return answerAgain(context, input, error.ids);
    }
  };
}

/** For operations whose answer contains a secret, which is shown once: a repeated request is refused. */
export function secretShown(): never {
  throw fieldProblem('/header/Idempotency-Key', 'secret_shown', 'conflict');
}

/** For operations without output. */
export const nothingAgain = (): Promise<null> => Promise.resolve(null);

const purpose = 'idempotency';
const currentKey = ({ now }: Caller): StageKey => stageKey(purpose, new Date(now));

/** The keys under which markers may be stored that still count, except the current one: none unless it is new. */
const earlierKeys = ({ now }: Caller): StageKey[] =>
  recentStageKeys(purpose, limits.idempotencyHours, new Date(now)).slice(1);

/** Keys are stored as keyed hashes, because clients may build them from personal data. */
const keyOf = ({ orgId = '', actor }: Caller, { operation, key }: IdempotentRequest, by: StageKey): Key =>
  idempotencyKey(orgId, actor.apiKeyId ?? actor.userId, operation, keyedHash(by, key));

/** Throws if the same request was already completed, or another one with the same key. */
async function refuseRepetition(
  context: Caller,
  request: IdempotentRequest,
  keys: readonly StageKey[],
): Promise<void> {
  for (const by of keys) {
    const found = await getItem(context, keyOf(context, request, by));
    if (found && Number(found.expiresAt) >= epochSeconds(context.now))
      throw errorForMarker(found, request, by);
  }
}

function errorForMarker(found: Item | undefined, { bodyHashBy }: IdempotentRequest, by: StageKey): Error {
  return found?.bodyHash === bodyHashBy(by)
    ? new Replay(found.ids as string[])
    : fieldProblem('/header/Idempotency-Key', 'idempotency_mismatch');
}

function markerItem(context: Caller, request: IdempotentRequest, ids: string[]): Item {
  const by = currentKey(context);
  const expiresAt = epochSeconds(context.now) + limits.idempotencyHours * 3600;
  const bodyHash = request.bodyHashBy(by);
  return { ...keyOf(context, request, by), kind: 'idempotency', bodyHash, ids, expiresAt };
}

function markerOf(context: Caller, request: IdempotentRequest, ids: string[]): Action {
  return {
    put: {
      Item: markerItem(context, request, ids),
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
      ExpressionAttributeValues: { ':now': epochSeconds(context.now) },
    },
    refuse: (found) => errorForMarker(found, request, currentKey(context)),
  };
}

const writeMarker = (context: Caller, request: IdempotentRequest, ids: string[] = []): Promise<void> =>
  putItem(context, { Item: markerItem(context, request, ids) });
