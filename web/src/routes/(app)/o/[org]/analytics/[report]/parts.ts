import { formatPercent } from '#lib/i18n/document-numbers.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordTitle } from '#lib/records/titles.ts';
import { memberName, type Workspace } from '#lib/workspace.ts';
import { listBehind, type Narrowed } from '#lib/analytics/behind.ts';
import type { Report } from './measures.ts';

/** The list filter for a part of a report; undefined if no filter selects the part. */
export function partNarrowing(parts: Report['parts'], id: string): Narrowed | undefined {
  const fields = {
    pipeline: 'pipelineId',
    source: 'sourceId',
    customerStatus: 'statusId',
    customer: 'customerId',
    product: 'productIds',
    member: 'ownerId',
    seller: 'ownerId',
    method: 'methodId',
    priority: 'priorityId',
    assignee: 'ownerId',
    activityType: 'kindId',
    outcome: 'outcomeId',
  } as const;
  if (parts === 'rate') {
    const [kind, percent] = id.split('#');
    return { [kind === 'tax' ? 'taxRates' : 'withholdingRates']: percent };
  }
  // Documents can have lines with products as well as without.
  const isRest = id === 'others' || (parts === 'product' && id === 'none');
  if (isRest || !Object.hasOwn(fields, parts)) return undefined;
  return { [fields[parts as keyof typeof fields]]: id };
}

interface Part {
  label: string;
  href?: string | undefined;
  isUnnamed?: boolean;
}

/** A customer or product. */
function recordPart({ orgId, base }: Workspace, type: 'customer' | 'product', id: string): Part {
  if (id === 'others') return { label: t.analytics.otherCustomers };
  const title = recordTitle(orgId, type, id);
  return title === null
    ? { label: t.analytics.hiddenCustomer }
    : { label: title ?? '…', isUnnamed: title === undefined, href: `${base}/${type}s/${id}` };
}

/** A rate of a tax or a withholding, such as `tax#21`. */
function ratePart(id: string): Part {
  const [kind, rate] = id.split('#');
  const percent = formatPercent(Number(rate));
  return { label: kind === 'tax' ? t.analytics.taxRate(percent) : t.analytics.withholdingRate(percent) };
}

/** The activities of a type or with an outcome, of all times. */
const historyWith = (workspace: Workspace, narrowed: Narrowed): string | undefined =>
  listBehind(workspace, { records: 'activity' }, undefined, narrowed);

/**
 * The label of a report's part, with a link to the part's records or, for a customer or product, to that record.
 * `isUnnamed` is true while the record's name is loading.
 */
export function partOf(workspace: Workspace, parts: Report['parts'], id: string): Part {
  const { organization, base } = workspace;
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
    case 'customer':
    case 'product':
      return recordPart(workspace, parts, id);
    case 'priority':
      return {
        label: found(organization.issuePriorities),
        href: `${base}/issues?priorityId=${encodeURIComponent(id)}`,
      };
    case 'activityType':
      return { label: found(organization.activityKinds), href: historyWith(workspace, { kindId: id }) };
    case 'outcome':
      return { label: found(organization.activityOutcomes), href: historyWith(workspace, { outcomeId: id }) };
    case 'assignee':
      return {
        label: memberName(workspace, id) ?? t.analytics.formerMember,
        href: `${base}/issues?ownerId=${id}`,
      };
    case 'member':
    case 'seller':
      return {
        label: memberName(workspace, id) ?? t.analytics.formerMember,
        href: parts === 'member' ? `${base}/deals?view=list&ownerId=${id}` : `${base}/invoices?ownerId=${id}`,
      };
    case 'method':
      return {
        label: found(organization.paymentMethods),
        href: `${base}/payments?methodId=${encodeURIComponent(id)}`,
      };
    case 'rate':
      return ratePart(id);
    case 'none':
      return { label: id };
  }
}
