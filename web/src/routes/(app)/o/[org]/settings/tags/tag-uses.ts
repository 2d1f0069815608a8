import { queryOptions } from '@tanstack/svelte-query';
import type { OutputOf } from '#contract/operation.ts';
import type { tagUses } from '#contract/tag.ts';
import { client } from '#lib/api/client.ts';
import { recordBasics, type RecordBasics } from '#lib/records/record-basics.ts';

/** The number of records with a tag, and the list that shows them. */
export interface TagUse {
  text: string;
  /** Path of the list within the organization. */
  path: string;
}

type Use = OutputOf<typeof tagUses>['items'][number];
/** The uses of each tag. */
type Uses = ReadonlyMap<string, Use[]>;

/** How many records have each tag, by tag. */
export const tagUsesQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'tags', 'uses'],
    queryFn: async ({ signal }): Promise<Uses> => {
      const { items } = await client.tags.uses({ orgId }, { signal });
      return Map.groupBy(items, ({ tagId }) => tagId);
    },
    staleTime: 5_000,
  });

/** The uses of a tag in the order of the navigation. */
export function usesOf(uses: Uses, tagId: string): TagUse[] {
  const views: RecordBasics[] = Object.values(recordBasics);
  return views.flatMap((view) => {
    const found = uses.get(tagId)?.find(({ recordType }) => recordType === view.name);
    return found
      ? [{ text: view.texts().count(found.count), path: `${view.plural}?${search(view, tagId)}` }]
      : [];
  });
}

const search = (view: RecordBasics, tagId: string): string =>
  `tagIds=${tagId}${view.opensBoard ? '&view=list' : ''}`;
