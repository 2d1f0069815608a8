import { queryOptions } from '@tanstack/svelte-query';
import type { ListGroup } from '#contract/lists/list-operations.ts';
import { currentUntil, laggingUntil } from '#lib/api/recent-writes.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { formatMoney } from '#lib/i18n/money.ts';
import { selectionOf, type ListState } from '../list-state.ts';
import { footersKey } from '../record-cache.ts';
import type { RecordView } from '../view.ts';
import type { Measure } from './layout.ts';

/** What the values of a column come to: one summary, or one for each currency. */
export type Summary = ListGroup['measures'][string][number];
export type Summaries = ListGroup['measures'];

/** Summaries of columns over all records of a list, not only those of a page. */
export const footersQuery = (
  orgId: string,
  view: RecordView,
  state: ListState,
  fields: readonly string[],
) => {
  const selection = selectionOf(state);
  const measures = fields.toSorted();
  return queryOptions({
    queryKey: [...footersKey(orgId, view), selection, measures],
    queryFn: ({ signal }) => {
      // Includes the same writes as the rows above.
      const { current } = currentUntil(laggingUntil(orgId));
      const body = {
        ...selection,
        limit: 0,
        groups: { measures },
        ...(current ? { current: true as const } : {}),
      };
      return view.client.query({ orgId, body }, { signal });
    },
    select: ({ groups }): Summaries => groups?.[0]?.measures ?? {},
    refetchOnMount: 'always' as const,
  });
};

/**
 * The texts of a footer. Amounts have one for each currency, and that of the organization comes first. The number of
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
    : formatMoney({ amountMinor: Math.round(value), currency });
