import { queryOptions } from '@tanstack/svelte-query';
import type { PortalType } from '#contract/portal-access.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';

export interface AccessOf {
  orgId: string;
  recordType: PortalType | 'customer';
  recordId: string;
}

/** The access of a contact or vendor to the portal, or of a customer's contacts. */
export const portalAccessQuery = ({ orgId, recordType, recordId }: AccessOf) =>
  queryOptions({
    queryKey: [orgId, 'portal-access', recordType, recordId],
    queryFn: async ({ signal }) =>
      (await client.portal.clients({ orgId, [`${recordType}Id`]: recordId }, { signal })).items,
  });

/** Reads the access again, and that of the contacts of customers. */
export const refreshAccess = ({ orgId }: AccessOf): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: [orgId, 'portal-access'] });
