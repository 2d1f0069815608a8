import { queryOptions } from '@tanstack/svelte-query';
import type { DuplicateGroup, DuplicateScan } from '#contract/duplicate-scan.ts';
import { client } from '#lib/api/client.ts';
import type { RecordView } from '#lib/records/view.ts';

const duplicatesKey = (orgId: string, { name }: RecordView) => [orgId, 'duplicates', name] as const;

/** The user's latest scan of a type of records, or null. */
export const scanQuery = (orgId: string, view: RecordView) =>
  queryOptions({
    queryKey: [...duplicatesKey(orgId, view), 'scan'],
    queryFn: async ({ signal }): Promise<DuplicateScan | null> =>
      (await client.duplicates.list({ orgId }, { signal })).items.find(
        ({ recordType }) => recordType === view.name,
      ) ?? null,
    staleTime: 2_000,
  });

/** How often the page asks for the state of a scan while that changes. */
export const pollMilliseconds = 1_000;

export const isUnfinished = (scan: DuplicateScan | null | undefined): boolean =>
  scan?.state === 'queued' || scan?.state === 'running';

export interface GroupsPage {
  items: DuplicateGroup[];
  nextCursor?: string | undefined;
  names: Record<string, string>;
}

/** A page of the groups of a scan. They are compared again each time, because others may have merged some. */
export const groupsQuery = (orgId: string, view: RecordView, scanId: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: [...duplicatesKey(orgId, view), 'groups', scanId, cursor],
    queryFn: ({ signal }): Promise<GroupsPage> =>
      client.duplicates.groups(
        { orgId, recordType: view.name, ...(cursor === undefined ? {} : { cursor }) },
        { signal },
      ),
    staleTime: 0,
  });

/** A page of what was marked as not duplicates. */
export const apartQuery = (orgId: string, view: RecordView, limit: number) =>
  queryOptions({
    queryKey: [...duplicatesKey(orgId, view), 'apart', limit],
    queryFn: ({ signal }) =>
      client.duplicates.listNotDuplicates({ orgId, recordType: view.name, limit }, { signal }),
    staleTime: 0,
  });

/** The key under which a group is known while the page is open. */
export const keyOfGroup = ({ records }: DuplicateGroup): string => records.map(({ id }) => id).join(' ');
