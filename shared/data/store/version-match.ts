import { ProblemError } from '#contract/problem.ts';
import type { UserContext } from './request-context.ts';

/**
 * Refuses to change anything but a version that If-Match names. Writes are conditional on the version that was read, so
 * `any` loses no change either.
 */
export function checkVersion(
  { ifMatch }: Pick<UserContext, 'ifMatch'>,
  { version }: { version: number },
): void {
  if (ifMatch === 'any' || ifMatch?.includes(version)) return;
  throw new ProblemError('precondition_failed');
}
