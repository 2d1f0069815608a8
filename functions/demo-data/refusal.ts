import { ProblemError } from '#contract/problem.ts';

/**
 * Whether a write was refused for a reason that persists, such as a unique value that is taken, so that the demo item
 * is skipped. A busy table doesn't count as a refusal, because a later call writes what is missing.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.code !== 'unavailable';
