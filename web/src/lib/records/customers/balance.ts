import { queryOptions } from '@tanstack/svelte-query';
import type { Filter } from '#contract/lists/filter-tree.ts';
import type { ListPage } from '#contract/lists/list-operations.ts';
import type { Organization } from '#contract/organization.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { filterText, readableQuery } from '../filter-address.ts';
import { recordBasics } from '../record-basics.ts';
import { listKey } from '../record-cache.ts';

/** An amount in minor units, and the filter of the records that it adds up. */
export interface Sum {
  currency: string;
  amountMinor: number;
  filter: Filter;
}

type Summed = Pick<ListPage, 'groups' | 'total'>;

const ofCustomer = (customerId: string) =>
  ({ field: 'customerId', op: 'anyOf', value: [customerId] }) as const;

/** The sums of a measure by status, for a customer: one question, which costs the same however many records there are. */
export const sumsQuery = (orgId: string, type: 'invoice' | 'payment', measure: string, customerId: string) =>
  queryOptions({
    queryKey: [...listKey(orgId, recordBasics[type]), 'balance', customerId],
    queryFn: ({ signal }): Promise<Summed> => {
      const groups = { by: 'statusId', measures: [measure] };
      const body = { filter: ofCustomer(customerId), limit: 0, groups };
      return recordBasics[type].client.query({ orgId, body }, { signal });
    },
    staleTime: 5_000,
    refetchOnMount: 'always' as const,
  });

/** The sums of a measure by currency, of a customer's records whose status has one of the meanings. */
export function sumsOf(
  { groups = [] }: Summed,
  measure: string,
  customerId: string,
  statuses: Organization['invoiceStatuses'],
  meanings: readonly StatusMeaning[],
): Sum[] {
  const statusIds = statuses
    .filter(({ meaning }) => meaning !== undefined && meanings.includes(meaning))
    .map(({ id }) => id);
  const sums = new Map<string, number>();
  for (const { key, measures } of groups) {
    if (key === null || !statusIds.includes(key)) continue;
    for (const { currency, sum } of measures[measure] ?? [])
      if (currency !== undefined) sums.set(currency, (sums.get(currency) ?? 0) + sum);
  }
  return [...sums]
    .filter(([, amountMinor]) => amountMinor > 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amountMinor]) => ({
      currency,
      amountMinor,
      filter: {
        and: [
          ofCustomer(customerId),
          { field: 'statusId', op: 'anyOf', value: statusIds },
          { field: measure, op: 'atLeast', value: { amountMinor: 1, currency } },
        ],
      },
    }));
}

/** The part of an address that narrows a list to a filter. */
export const filterQuery = (filter: Filter): string =>
  readableQuery(new URLSearchParams({ filter: filterText(filter) }));
