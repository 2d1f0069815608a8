import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { limits } from '#contract/limits.ts';
import type { OutputOf } from '#contract/operation.ts';
import type { PortalType } from '#contract/portal-access.ts';
import type { portal } from '#contract/portal.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';

export interface AccessOf {
  orgId: string;
  recordType: PortalType;
  recordId: string;
}

/** The access of a contact or vendor to the portal. */
export const portalAccessQuery = ({ orgId, recordType, recordId }: AccessOf) =>
  queryOptions({
    queryKey: [orgId, 'portal-access', recordType, recordId],
    queryFn: async ({ signal }) =>
      (await client.portal.clients({ orgId, [`${recordType}Id`]: recordId }, { signal })).items,
  });

/** The access of a customer's contacts. */
export const portalUsersQuery = (orgId: string, customerId: string) =>
  infiniteQueryOptions({
    queryKey: [orgId, 'portal-access', 'customer', customerId],
    queryFn: ({ pageParam, signal }) => usersFrom(orgId, customerId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Pages of contacts that are read to find one with access. */
const pagesRead = 10;

/** The next page that has items, or the last one that was read. */
async function usersFrom(
  orgId: string,
  customerId: string,
  start: string | undefined,
  signal: AbortSignal,
): Promise<OutputOf<typeof portal.operations.clients>> {
  const read = (cursor: string | undefined) => {
    const from = cursor === undefined ? {} : { cursor };
    return client.portal.clients({ orgId, customerId, limit: limits.pageSizeMax, ...from }, { signal });
  };
  let page = await read(start);
  for (let count = 1; count < pagesRead; count += 1) {
    if (page.items.length > 0 || page.nextCursor === undefined) return page;
    page = await read(page.nextCursor);
  }
  return page;
}

/** What nobody has confirmed. */
export const unconfirmedQuery = (orgId: string) =>
  infiniteQueryOptions({
    queryKey: [orgId, 'portal-access', 'unconfirmed'],
    queryFn: ({ pageParam, signal }) => {
      const from = pageParam === undefined ? {} : { cursor: pageParam };
      return client.portal.unconfirmed({ orgId, ...from }, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Reads the access again, and that of the contacts of customers. */
export const refreshAccess = ({ orgId }: Pick<AccessOf, 'orgId'>): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: [orgId, 'portal-access'] });
