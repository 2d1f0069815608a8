import { fractionDigits } from '#contract/currency.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import { totalsOf, type CreditedBefore, type DocumentTotals } from '#contract/document-totals.ts';
import type { FieldErrorCode } from '#contract/problem.ts';
import { distinctTerms, searchTermsOf } from '../values/search-terms.ts';

/** The search terms of a record with a text by which people know it besides its code. */
export const termsWith = (terms: readonly string[], text: string | undefined): string[] =>
  distinctTerms([...terms, ...searchTermsOf({ names: [text], emails: [], phones: [] })]);

/** What the amounts of a quote, an order or an invoice follow from. */
export interface Priced {
  currency?: string | undefined;
  lines?: readonly DocumentLine[] | undefined;
  discountPercent?: number | undefined;
  creditedBefore?: CreditedBefore | undefined;
}

/** The totals of a document; undefined if an amount is beyond the safe integers. */
export const documentTotals = ({
  lines = [],
  discountPercent,
  creditedBefore,
}: Priced): DocumentTotals | undefined => totalsOf(lines, discountPercent, creditedBefore);

/** The amounts of a document as fields of its record. Zero if they can't be represented, which `wrongTotals` refuses. */
export function amountFields(document: Priced, organizationCurrency: string) {
  const { subtotalMinor = 0, totalMinor = 0 } = documentTotals(document) ?? {};
  const { currency = organizationCurrency } = document;
  return {
    subtotal: { amountMinor: subtotalMinor, currency },
    total: { amountMinor: totalMinor, currency },
  };
}

type Wrong = { field: string; code: FieldErrorCode } | undefined;

/** What is wrong with the amounts of a document. */
export function wrongTotals(document: Priced): Wrong {
  const totals = documentTotals(document);
  if (!totals) return { field: 'lines', code: 'total_too_big' };
  return totals.subtotalMinor < 0 || totals.totalMinor < 0
    ? { field: 'lines', code: 'negative_total' }
    : undefined;
}

/**
 * Whether only the currency has changed, to one with another number of decimals: the minor units of the lines would then
 * mean other prices, such as 1200 yens instead of 12 euros. Lines that a change contains are another array, even if they
 * are equal.
 */
export function lacksNewPrices(after: Priced, before: Priced | undefined): boolean {
  if (!before?.currency || !after.currency || after.lines !== before.lines) return false;
  const hasPrices = after.lines?.some(({ unitPriceMinor }) => unitPriceMinor !== 0) ?? false;
  return hasPrices && fractionDigits(after.currency) !== fractionDigits(before.currency);
}

/** What is wrong with the amounts of a document after a change. */
export const wrongAmounts = (after: Priced, before: Priced | undefined): Wrong =>
  wrongTotals(after) ??
  (lacksNewPrices(after, before) ? { field: 'currency', code: 'lines_needed' } : undefined);
