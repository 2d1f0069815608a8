import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordTitle } from '#lib/records/titles.ts';
import { memberName, type Workspace } from '#lib/workspace.ts';
import type { Narrowed } from '#lib/analytics/behind.ts';
import type { Report } from './reports.ts';

/** The list filter for a part of a report; undefined if no filter selects the part. */
export function partNarrowing(parts: Report['parts'], id: string): Narrowed | undefined {
  const fields = {
    pipeline: 'pipelineId',
    source: 'sourceId',
    customerStatus: 'statusId',
    customer: 'customerId',
    member: 'ownerId',
  } as const;
  if (parts === 'none' || parts === 'stage' || id === 'others') return undefined;
  return { [fields[parts]]: id };
}

/**
 * The label of a report's part, with a link to the part's records or, for a customer, to the customer. `isUnnamed` is
 * true while the customer's name is loading.
 */
export function partOf(
  workspace: Workspace,
  parts: Report['parts'],
  id: string,
): { label: string; href?: string; isUnnamed?: boolean } {
  const { organization, base, orgId } = workspace;
  if (id === 'none') return { label: t.analytics.noPart };
  const found = (entries: readonly { id: string; name: string }[]) =>
    entries.find((entry) => entry.id === id)?.name ?? id;
  switch (parts) {
    case 'pipeline':
      return {
        label: found(organization.pipelines),
        href: `${base}/deals?view=list&pipelineId=${encodeURIComponent(id)}`,
      };
    case 'stage':
      return {
        label: found(organization.pipelines.flatMap(({ stages }) => stages)),
        href: `${base}/deals?view=list&stageId=${encodeURIComponent(id)}`,
      };
    case 'source':
      return {
        label: found(organization.leadSources),
        href: `${base}/leads?sourceId=${encodeURIComponent(id)}`,
      };
    case 'customerStatus':
      return {
        label: found(organization.customerStatuses),
        href: `${base}/customers?statusId=${encodeURIComponent(id)}`,
      };
    case 'customer': {
      if (id === 'others') return { label: t.analytics.otherCustomers };
      const title = recordTitle(orgId, 'customer', id);
      return title === null
        ? { label: t.analytics.hiddenCustomer }
        : { label: title ?? '…', isUnnamed: title === undefined, href: `${base}/customers/${id}` };
    }
    case 'member':
      return {
        label: memberName(workspace, id) ?? t.analytics.formerMember,
        href: `${base}/deals?view=list&ownerId=${id}`,
      };
    case 'none':
      return { label: id };
  }
}
