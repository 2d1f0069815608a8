import { ProblemError } from '#contract/problem.ts';

/**
 * Whether the organization already uses a value or lacks room, so that the demo item is skipped. A busy table doesn't
 * count as a refusal: a later call writes what is missing.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.code !== 'unavailable';
