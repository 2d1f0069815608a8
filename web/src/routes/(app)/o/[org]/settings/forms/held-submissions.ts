import { queryOptions } from '@tanstack/svelte-query';
import { client } from '#lib/api/client.ts';

/** What visitors sent that is held for review. */
export const heldSubmissionsQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'held-submissions'],
    queryFn: async ({ signal }) => (await client.heldSubmissions.list({ orgId }, { signal })).items,
  });
