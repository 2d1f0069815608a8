import { QueryClient } from '@tanstack/svelte-query';

/** The one cache of server state. Repeating is the API client's business, which knows what may be repeated. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Every change is told: what a part reads only later would otherwise keep the state of its first reading.
    queries: {
      retry: false,
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      networkMode: 'always',
      notifyOnChangeProps: 'all',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
