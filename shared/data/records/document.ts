import { fractionDigits } from '#contract/currency.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import { totalsOf, type CreditedBefore, type DocumentTotals } from '#contract/document-totals.ts';
import type { FieldErrorCode } from '#contract/field-error-codes.ts';
import type { FieldFault } from '#contract/problem.ts';
import { minorOfPrice, priceSteps, unitPriceOf, type UnitPrice } from '#contract/unit-price.ts';
import type { Searched } from '../values/searched.ts';

/** What a record is found by, with a text by which people know it besides its code. */
export const searchedWith = (searched: Searched, text: string | undefined): Searched => ({
  ...searched,
  texts: [...(searched.texts ?? []), text],
});

/** What the amounts of a quote, an order or an invoice follow from. */
export interface Priced {
  currency: string;
  lines?: readonly DocumentLine[] | undefined;
  discountPercent?: number | undefined;
  creditedBefore?: CreditedBefore | undefined;
}

/** The totals of a document; undefined if an amount is beyond the safe integers. */
export const documentTotals = ({
  currency,
  lines = [],
  discountPercent,
  creditedBefore,
}: Priced): DocumentTotals | undefined => totalsOf(lines, currency, discountPercent, creditedBefore);

/** The amounts of a document as fields of its record. Zero if they can't be represented, which `wrongTotals` refuses. */
export function amountFields(document: Priced) {
  const { subtotalMinor = 0, totalMinor = 0 } = documentTotals(document) ?? {};
  const { currency } = document;
  return {
    subtotal: { amountMinor: subtotalMinor, currency },
    total: { amountMinor: totalMinor, currency },
  };
}

/** The amounts of a document, and its lines with the prices as they are stored. */
export const pricedFields = (document: Priced) => ({ ...amountFields(document), ...lineFields(document) });

/** The lines with the prices as they are stored, as a field of the document's record; see `UnitPrice`. */
export const lineFields = ({ lines, currency }: Pick<Priced, 'lines' | 'currency'>) =>
  lines?.some((line) => priceStoredOf(line, currency) !== undefined)
    ? { lines: lines.map((line) => withStoredPrice(line, currency)) }
    : {};

function withStoredPrice(line: DocumentLine, currency: string): DocumentLine {
  const stored = priceStoredOf(line, currency);
  if (!stored) return line;
  const { unitPrice: _decimal, unitPriceMinor: _minor, ...rest } = line;
  return { ...rest, ...stored };
}

/** The price of a line that was sent in another form than it is stored. One that `wrongPrices` refuses stays as it is. */
function priceStoredOf(line: DocumentLine, currency: string): UnitPrice | undefined {
  if (line.unitPrice === undefined) return undefined;
  const stored = unitPriceOf(line.unitPrice, currency);
  const { unitPriceMinor: sent } = line as Partial<DocumentLine>;
  if (!stored || (sent !== undefined && sent !== stored.unitPriceMinor)) return undefined;
  return sent === undefined || stored.unitPrice === undefined ? stored : undefined;
}

type Wrong = ({ field: string; code: FieldErrorCode } & Pick<FieldFault, 'expected'>) | undefined;

/** The first price that can't be represented in minor units, or that differs from the one in minor units. */
export function wrongPrices({ lines = [], currency }: Priced): Wrong {
  for (const [place, { unitPrice, unitPriceMinor }] of lines.entries()) {
    if (unitPrice === undefined) continue;
    const minor = minorOfPrice(unitPrice, currency);
    const field = `lines/${place}/unitPrice`;
    if (minor === undefined) return { field, code: 'invalid_format', expected: 'price' };
    if (minor !== unitPriceMinor) return { field, code: 'prices_differ' };
  }
  return undefined;
}

/** What is wrong with the amounts of a document. */
export function wrongTotals(document: Priced): Wrong {
  const wrong = wrongPrices(document);
  if (wrong) return wrong;
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
  if (!before || after.lines !== before.lines) return false;
  const hasPrices = after.lines?.some((line) => priceSteps(line, before.currency) !== 0n) ?? false;
  return hasPrices && fractionDigits(after.currency) !== fractionDigits(before.currency);
}

/** What is wrong with the amounts of a document after a change. */
export const wrongAmounts = (after: Priced, before: Priced | undefined): Wrong =>
  wrongTotals(after) ??
  (lacksNewPrices(after, before) ? { field: 'currency', code: 'lines_needed' } : undefined);
