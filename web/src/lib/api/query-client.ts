import { QueryCache, QueryClient } from '@tanstack/svelte-query';
import { ApiProblem } from './problem.ts';

/**
 * The only cache of server state. The API client handles retries, because it can tell which requests are repeatable.
 */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      // The user's permissions may have changed, so the profile is reloaded.
      const refused = error instanceof ApiProblem && ['forbidden', 'not_found'].includes(error.code);
      if (refused && queryKey[0] !== 'me') void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    // Shows cached data at once and refetches on the next navigation, so that changed permissions take effect.
    // Queries are notified of every change, because a part that reads a property later would otherwise keep its first
    // state.
    queries: {
      retry: false,
      staleTime: 1_000,
      gcTime: 10 * 60_000,
      networkMode: 'always',
      notifyOnChangeProps: 'all',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Drops responses that nothing displays, such as failed ones, so that a retry reads them again. */
export function forgetUnusedQueries(): void {
  queryClient.removeQueries({ type: 'inactive' });
}
