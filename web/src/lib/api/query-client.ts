import { QueryCache, QueryClient } from '@tanstack/svelte-query';
import { ApiProblem } from './problem.ts';

/** The one cache of server state. Repeating is the API client's business, which knows what may be repeated. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      // Rights may have changed: who one is here is read again.
      const refused = error instanceof ApiProblem && ['forbidden', 'not_found'].includes(error.code);
      if (refused && queryKey[0] !== 'me') void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    // What was read is shown at once and read again on the next click: a changed right acts there.
    // Every change is told: what a part reads only later would otherwise keep the state of its first reading.
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
