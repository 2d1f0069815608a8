import { formatExact, moneyInputText } from '#lib/i18n/money.ts';
import { priceOf, type DraftLine } from './draft-line.ts';

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

/** The characters of the longest price and of the longest amount of lines, which decide how wide their columns are. */
export const lineWidths = (
  lines: readonly DraftLine[],
  netMinor: readonly number[],
  currency: string,
): { price: number; net: number } => ({
  price: longest(lines.map((line) => priceText(line, currency))),
  net: longest(netMinor.map((amountMinor) => formatExact({ amountMinor, currency }))),
});

function priceText(line: DraftLine, currency: string): string {
  const price = priceOf(line);
  if (!price) return String(line.unitPriceMinor ?? '');
  return price.unitPrice ?? moneyInputText({ amountMinor: price.unitPriceMinor, currency });
}
