import { queryOptions } from '@tanstack/svelte-query';
import type { ListGroup } from '#contract/lists/list-operations.ts';
import { currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { formatExact } from '#lib/i18n/money.ts';
import type { Workspace } from '#lib/workspace.ts';
import { selectionOf, type ListState } from '../list-state.ts';
import { footersKey } from '../record-cache.ts';
import type { QueriedRows } from '../record-client.ts';
import { listEntries } from '../values.ts';
import type { RecordView } from '../view.ts';
import type { Measure } from './layout.ts';

/** What the values of a column come to: one summary, or one for each currency. */
export type Summary = ListGroup['measures'][string][number];
/** What columns come to, and what those records come to that don't count. */
export type Footers = Pick<ListGroup, 'measures' | 'apart'>;

/**
 * Summaries of columns over all records of a list, not only those of a page. With `by`, those of its groups by that
 * column.
 */
const summaryQuery = (
  orgId: string,
  view: RecordView,
  state: ListState,
  { fields, by }: { fields: readonly string[]; by?: string },
) => {
  const selection = selectionOf(state);
  const groups = { measures: fields.toSorted(), ...(by ? { by } : {}) };
  return queryOptions({
    queryKey: [...footersKey(orgId, view), selection, groups],
    queryFn: ({ signal }) => {
      // Includes the same writes as the rows above.
      const { current } = currentUntil(laggingUntil(orgId));
      const body = {
        ...selection,
        limit: 0,
        groups,
        ...(current ? { current: true as const } : {}),
      };
      return view.client.query({ orgId, body }, { signal });
    },
    refetchOnMount: 'always' as const,
  });
};

/** What is shown below the columns of a list. */
export const footersQuery = (
  orgId: string,
  view: RecordView,
  state: ListState,
  fields: readonly string[],
) => ({
  ...summaryQuery(orgId, view, state, { fields }),
  select: ({ groups }: QueriedRows): Footers => groups?.[0] ?? { measures: {} },
});

/** The size and summaries of each group of a list, by the group's key. Only the 500 largest groups have them. */
export const groupsQuery = (
  orgId: string,
  view: RecordView,
  state: ListState,
  { fields, by }: { fields: readonly string[]; by: string },
) => ({
  ...summaryQuery(orgId, view, state, { fields, by }),
  select: ({ groups = [] }: QueriedRows): ReadonlyMap<string | undefined, ListGroup> =>
    new Map(groups.map((group) => [group.key ?? undefined, group])),
});

/** The texts of a footer: what counts, and apart from it what doesn't, with the names of its statuses. */
export function textsApart(
  workspace: Workspace,
  { type }: Pick<RecordView, 'type'>,
  { field, measure }: { field: string; measure: Measure },
  { measures, apart }: Footers,
): { texts: string[]; apart?: string } {
  const { organization } = workspace;
  const texts = footerTexts(measure, measures[field] ?? [], organization);
  if (!apart || !type.apartInSums || apart.measures[field]?.length === 0) return { texts };
  const { by, meanings } = type.apartInSums;
  const others = footerTexts(measure, apart.measures[field] ?? [], organization);
  const names = listEntries(workspace, type.fields[by]?.list ?? '')
    .filter(({ meaning }) => meanings.some((one) => one === meaning))
    .map(({ name }) => name);
  return { texts, apart: t.listTools.apart(others, names.join(', ')) };
}

/**
 * The texts of a summary. Amounts have one for each currency, and that of the organization comes first. The number of
 * values is counted over all currencies.
 */
export function footerTexts(
  measure: Measure,
  summaries: readonly Summary[],
  { currency: own }: { currency: string },
): string[] {
  const count = summaries.reduce((sum, one) => sum + one.count, 0);
  if (measure === 'count') return [formatNumber(count)];
  return summaries
    .toSorted((a, b) => rank(a, own).localeCompare(rank(b, own)))
    .map((summary) => textOf(summary[measure], summary.currency));
}

const rank = ({ currency = '' }: Summary, own: string): string => (currency === own ? '' : currency);

/** Averages have more decimals than values, so they are rounded. */
const textOf = (value: number, currency: string | undefined): string =>
  currency === undefined
    ? formatNumber(Math.round(value * 100) / 100)
    : formatExact({ amountMinor: Math.round(value), currency });
