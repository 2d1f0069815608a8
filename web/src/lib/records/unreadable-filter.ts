import { ApiProblem } from '#lib/api/problem.ts';
import type { ListState } from './list-state.ts';

/**
 * Throws if the filter of a list can't be read, like the service for a filter that it refuses. Without the filter, a
 * request would be about all records.
 */
export function refuseUnreadable({ unreadable }: Pick<ListState, 'unreadable'>): void {
  if (unreadable === undefined) return;
  const error = { pointer: '/filter', code: 'invalid_format', message: 'The filter is damaged' } as const;
  throw new ApiProblem({ code: 'invalid_input', errors: [error] });
}
