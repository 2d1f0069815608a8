import type { HeldSubmission } from '#contract/held-submission.ts';
import { client } from '#lib/api/client.ts';

export const heldKey = (orgId: string) => [orgId, 'held-submissions'];

/** What visitors sent that is held for review. */
export const heldSubmissionsQuery = (orgId: string) => ({
  queryKey: heldKey(orgId),
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<HeldSubmission[]> =>
    (await client.heldSubmissions.list({ orgId }, { signal })).items,
});
