import { queryOptions } from '@tanstack/svelte-query';
import type { Export } from '#contract/export.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';

const archiveKey = (orgId: string) => [orgId, 'exports', 'archive'];

const isUnfinished = ({ state }: Export): boolean => state === 'queued' || state === 'writing';

/** How often the page asks for the state of an archive while that changes. */
const pollMilliseconds = 1_000;

/**
 * The newest archive, or the one with the id; null if there is none. It is read again until it has ended. While the
 * organization is being deleted, archives can't be listed.
 */
export const archiveQuery = (orgId: string, id: string | undefined, isClosed: boolean) => ({
  ...queryOptions({
    queryKey: [...archiveKey(orgId), id ?? 'newest'],
    queryFn: async ({ signal }): Promise<Export | null> => {
      if (id !== undefined) return client.exports.get({ orgId, id }, { signal });
      if (isClosed) return null;
      const { items } = await client.exports.list({ orgId }, { signal });
      return items.find(({ format }) => format === 'zip') ?? null;
    },
  }),
  refetchInterval: ({ state: { data } }: { state: { data?: Export | null | undefined } }) =>
    data && isUnfinished(data) ? pollMilliseconds : (false as const),
});

export async function startArchive(orgId: string): Promise<string> {
  const created = await client.exports.createArchive({ orgId });
  // Any other view of the newest archive on the page shows it as well.
  for (const key of [created.id, 'newest']) queryClient.setQueryData([...archiveKey(orgId), key], created);
  return created.id;
}

/** Downloads an archive. The presigned URL determines the name under which it is saved. */
export async function downloadArchive(orgId: string, id: string): Promise<void> {
  const { url } = await client.exports.download({ orgId, id });
  const link = document.createElement('a');
  link.href = url;
  link.click();
}
