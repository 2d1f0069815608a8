import { queryOptions } from '@tanstack/svelte-query';
import { client } from '#lib/api/client.ts';

export const jobsQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'jobs'],
    queryFn: async ({ signal }) => (await client.jobs.list({ orgId }, { signal })).items,
    staleTime: 2_000,
  });
