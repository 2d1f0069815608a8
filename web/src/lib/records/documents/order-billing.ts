import { queryOptions } from '@tanstack/svelte-query';
import type { Money } from '#contract/field.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import type { Organization } from '#contract/organization.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import type { Workspace } from '#lib/workspace.ts';
import { recordBasics } from '../record-basics.ts';
import { listKey } from '../record-cache.ts';
import type { QueriedRows } from '../record-client.ts';

type Statuses = Organization['invoiceStatuses'];
type Billing = Pick<QueriedRows, 'items' | 'total' | 'groups'>;

const idsOf = (statuses: Statuses, ...meanings: StatusMeaning[]): string[] =>
  statuses.flatMap(({ id, meaning }) => (meaning && meanings.includes(meaning) ? [id] : []));

/** What of an order an invoice bills, of what isn’t billed yet. */
export type BillingScope = 'delivered' | 'rest';

/** How invoices name what they bill. */
export type BilledField = 'orderId' | 'quoteId';

/**
 * The drafts and invoices of an order or a quote that the user can see, with their sums by status: one question, however many there
 * are. Credit notes are subtracted from the invoices that they are about.
 */
export const billingQuery = ({ orgId, organization }: Workspace, field: BilledField, id: string) => {
  const filter: Filter = {
    and: [
      { field, op: 'anyOf', value: [id] },
      { field: 'creditedId', op: 'isEmpty' },
      { field: 'statusId', op: 'noneOf', value: idsOf(organization.invoiceStatuses, 'void', 'credited') },
    ],
  };
  return queryOptions({
    queryKey: [...listKey(orgId, recordBasics.invoice), 'billing', filter],
    queryFn: ({ signal }): Promise<Billing> => {
      const groups = { by: 'statusId', measures: ['total', 'credited'] };
      const { current } = currentUntil(laggingUntil(orgId));
      const body = {
        filter,
        limit: 5,
        columns: ['title', 'statusId'],
        groups,
        ...(current ? { current: true as const } : {}),
      };
      return recordBasics.invoice.client.query({ orgId, body }, { signal });
    },
    staleTime: 5_000,
  });
};

/** How much of an order or a quote is billed, in its currency and, if there are amounts in others, in these. */
interface Billed {
  issued: Money[];
  drafts: Money[];
  draftCount: number;
}

export function billedAmounts({ groups = [] }: Billing, statuses: Statuses, currency: string): Billed {
  const draftIds = idsOf(statuses, 'draft');
  const isDraft = ({ key }: Group) => key !== null && draftIds.includes(key);
  const drafts = groups.filter(isDraft);
  return {
    issued: amountsLeft(
      groups.filter((group) => !isDraft(group)),
      currency,
    ),
    drafts: amountsLeft(drafts, currency),
    draftCount: drafts.reduce((sum, { count }) => sum + count, 0),
  };
}

type Group = NonNullable<Billing['groups']>[number];

/** The totals without what was credited. The own currency comes first. */
function amountsLeft(groups: readonly Group[], own: string): Money[] {
  const sums = new Map([[own, 0]]);
  // Lists add up drafts apart.
  for (const { measures } of groups.flatMap((group) => [group, ...(group.apart ? [group.apart] : [])]))
    for (const [name, sign] of [
      ['total', 1],
      ['credited', -1],
    ] as const)
      for (const { currency = own, sum } of measures[name] ?? [])
        sums.set(currency, (sums.get(currency) ?? 0) + sign * sum);
  const amounts = [...sums].map(([currency, amountMinor]) => ({ amountMinor, currency }));
  const others = amounts.filter(({ amountMinor }) => amountMinor !== 0);
  return others.length > 0 ? others : amounts.slice(0, 1);
}
