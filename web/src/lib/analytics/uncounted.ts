import { queryOptions } from '@tanstack/svelte-query';
import type { Money } from '#contract/field.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import { withIds } from '#lib/records/list-state.ts';
import { recordBasics } from '#lib/records/record-basics.ts';
import { listKey } from '#lib/records/record-cache.ts';

/** Deals whose values a total leaves out, because they are in other currencies and have no exchange rate. */
export interface Uncounted {
  count: number;
  /** What they come to, one amount for each currency. */
  amounts: Money[];
}

interface Selection {
  filter?: Filter | undefined;
  q?: string | undefined;
  teamOf?: string | undefined;
}

/** The deals of a selection whose values totals leave out, by the values of a column or, without one, together. */
export const uncountedQuery = (orgId: string, { filter, q, teamOf }: Selection, by?: string) =>
  queryOptions({
    queryKey: [...listKey(orgId, recordBasics.deal), 'uncounted', { filter, q, teamOf }, by],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string | null, Uncounted>> => {
      const { current } = currentUntil(laggingUntil(orgId));
      const body = {
        filter: withUncounted(filter),
        ...(q ? { q } : {}),
        ...(teamOf ? { teamOf } : {}),
        limit: 0,
        groups: { measures: ['value'], ...(by ? { by } : {}) },
        ...(current ? { current: true as const } : {}),
      };
      const { groups = [] } = await recordBasics.deal.client.query({ orgId, body }, { signal });
      return new Map(
        groups
          .filter(({ count }) => count > 0)
          .map(({ key, count, measures }) => [
            key,
            {
              count,
              amounts: (measures.value ?? []).map(({ currency = '', sum }) => ({
                amountMinor: sum,
                currency,
              })),
            },
          ]),
      );
    },
    staleTime: 5_000,
  });

/** A filter, limited to the deals whose values totals leave out. */
export const withUncounted = (filter: Filter | undefined): Filter | undefined =>
  withIds(filter, 'counting', ['uncounted']);

/** Several of them together. Undefined if there are none. */
export function uncountedTogether(parts: readonly (Uncounted | undefined)[]): Uncounted | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0) return undefined;
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of known.flatMap(({ amounts }) => amounts))
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return {
    count: known.reduce((sum, { count }) => sum + count, 0),
    amounts: [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor })),
  };
}
