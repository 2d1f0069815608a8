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
    // The short stale time shows cached data at once and refetches it on the next navigation, so that changed
    // permissions take effect. Components are notified of every change, because one that starts to read a property
    // later would otherwise keep showing its first value.
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

/** Removes queries that no component uses, including failed ones, so that a retry fetches them again. */
export function forgetUnusedQueries(): void {
  queryClient.removeQueries({ type: 'inactive' });
}
