import type { InvalidateQueryFilters } from '@tanstack/svelte-query';

/** What waits for the user, of all types. It follows from records and tasks, a moment after them. */
export const waitingQueries = (orgId: string): InvalidateQueryFilters => ({
  predicate: ({ queryKey }) => queryKey[0] === orgId && queryKey[3] === 'waiting',
});
