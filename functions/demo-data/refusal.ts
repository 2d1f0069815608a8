import { ProblemError } from '#contract/problem.ts';

/**
 * Whether the organization already uses a value or lacks room, so that an item of the demo data is skipped. A busy table is
 * no refusal: a later call writes what is missing.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.code !== 'unavailable';
