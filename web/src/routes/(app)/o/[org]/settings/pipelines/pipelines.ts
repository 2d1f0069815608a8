import { queryOptions } from '@tanstack/svelte-query';
import { changeCached, withItem } from '#lib/api/cached-list.ts';
import { client } from '#lib/api/client.ts';
import type { StoredPipeline } from './pipeline-values.ts';

/** All pipelines, with the version that is required for changes to any of them. */
export const pipelinesQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'pipelines'],
    queryFn: ({ signal }) => client.pipelines.list({ orgId }, { signal }),
  });

export const showPipeline = (orgId: string, { version, ...pipeline }: StoredPipeline): Promise<void> =>
  changeCached(pipelinesQuery(orgId), (list) => list && { version, items: withItem(list.items, pipeline) });
