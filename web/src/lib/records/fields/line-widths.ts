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

const gapPx = 8;
/** How wide a digit of a price is at most. */
const digitPx = 9;
const narrowestPx = { product: 96, description: 120, quantity: 72, value: 84, amount: 112, acts: 32 };

/** From which width on the columns of lines fit beside each other. */
export function columnsPx(
  { price, net }: { price: number; net: number },
  percents: readonly string[],
  hasUnit: boolean,
): number {
  const values = percents.length + (hasUnit ? 1 : 0);
  const { product, description, quantity, value, amount, acts } = narrowestPx;
  const pricePx = Math.max(amount, price * digitPx + 24);
  const netPx = Math.max(amount, net * digitPx + 4);
  return product + description + quantity + values * value + pricePx + netPx + acts + (5 + values) * gapPx;
}
