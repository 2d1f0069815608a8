import { QueryCache, QueryClient } from '@tanstack/svelte-query';
import { ApiProblem } from './problem.ts';

/**
 * The cache of server state. It doesn't retry failed requests: the API client does, because it knows which ones
 * can be repeated safely.
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
    // Because of the short stale time, a page shows cached data at once but also refetches it, so that changed
    // permissions take effect. Components are notified of all changes, because a component that starts to read a
    // property of a result later would otherwise keep showing its first value.
    queries: {
      retry: false,
      staleTime: 1_000,
      gcTime: 10 * 60_000,
      networkMode: 'always',
      notifyOnChangeProps: 'all',
    },
  },
});

/** Removes queries that no component uses, including failed ones, so that a retry fetches them again. */
export function forgetUnusedQueries(): void {
  queryClient.removeQueries({ type: 'inactive' });
}
