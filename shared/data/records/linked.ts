import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import type { Action } from '../store/transact.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { actionsOf, type Write } from './write.ts';

/**
 * The writes of records of other types that must change together with some records, such as invoices with the payment
 * that settles them. Throws if that isn't possible.
 */
export type Linked<R extends AnyRecord = AnyRecord> = {
  of(context: Context, changes: readonly LinkedChange<R>[]): Promise<readonly Action[]>;
}['of'];

/** A change of a record with which others change. */
export interface LinkedChange<R extends AnyRecord> {
  before: R | undefined;
  after: R;
  /** Prefix of the JSON pointers in its errors. */
  pointer: string;
}

/** A linked record was changed between its read and the transaction. */
class LinkedMoved extends Error {}

const attemptsMax = 10;

/**
 * The actions of writes, and those of the records that change together with them. Throws if one transaction can't hold
 * them.
 */
export async function linkedActionsOf<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  writes: readonly Write<R>[],
  linked: Linked<R> | undefined,
  pointers: readonly string[] = [],
): Promise<Action[]> {
  return together(actionsOf(definition, context, writes), await othersOf(context, writes, linked, pointers));
}

/** The actions of the records that change together with some writes. Throws if that isn't possible. */
export async function othersOf<R extends AnyRecord>(
  context: Context,
  writes: readonly Write<R>[],
  linked: Linked<R> | undefined,
  pointers: readonly string[] = [],
): Promise<readonly Action[]> {
  const changes = writes.map(({ before, record }, index) => ({
    before,
    after: record,
    pointer: pointers[index] ?? '',
  }));
  return (await linked?.(context, changes)) ?? [];
}

/** The actions of one transaction. Throws if it can't hold them. */
export function together(own: readonly Action[], others: readonly Action[]): Action[] {
  // The marker of an Idempotency-Key needs one more.
  if (others.length > 0 && own.length + others.length >= limits.transactionActions)
    throw new ProblemError('too_large', 'too_many_together');
  return [...own, ...linkedActions(others)];
}

/** Actions that `untilLinked` repeats if the records that they change were changed meanwhile. */
export const linkedActions = (actions: readonly Action[]): Action[] =>
  actions.map((action) => ({ ...action, refuse: () => new LinkedMoved() }));

/** Runs a write again while linked records are changed by others. Throws `unavailable` after the last attempt. */
export async function untilLinked<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof LinkedMoved)) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}
