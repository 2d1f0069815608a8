import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { transact, type Action } from '#data/store/transact.ts';

/**
 * Whether a write was refused for a reason that persists, such as a unique value that is taken, so that the demo item
 * is skipped. A busy table doesn't count as a refusal, because a later call writes what is missing.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.code !== 'unavailable';

/**
 * Writes the actions and returns whether that succeeded. Actions are refused if, for example, the organization already
 * uses a unique value or has reached a limit.
 */
export async function wasWritten(context: Context, actions: readonly Action[]): Promise<boolean> {
  try {
    await transact(context, actions);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}
