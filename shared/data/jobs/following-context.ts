import type { Context } from '../organization/context.ts';
import type { JobPlan } from './job.ts';

/**
 * The context in which the end of a job starts the one that follows it. Its creator has asked for that one as well, so
 * it isn't an effect of the ended job.
 */
export function followingContext(context: Context, { memberSince }: JobPlan): Context {
  const { cause: _cause, ...rest } = context;
  return { ...rest, ...(memberSince ? { memberSince } : {}) };
}
