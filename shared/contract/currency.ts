/**
 * Currencies whose minor unit isn't a hundredth, by the number of decimals in ISO 4217. The list doesn't come from
 * `Intl`, because runtimes differ and an amount in minor units must mean the same everywhere.
 */
export const currenciesByDigits: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const digitsByCurrency = new Map(
  Object.entries(currenciesByDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
);

/**
 * Currencies with cents in ISO 4217 that nobody pays with any more, so that amounts are written without them. The list
 * follows the digits for cash in the Unicode CLDR, as far as the smallest coin in use is at least one unit.
 */
const writtenWhole: ReadonlySet<string> = new Set('COP CRC HUF IDR'.split(' '));

/** The decimals with which amounts are written together, such as in a column: none only if no amount has any. */
export function decimalsWritten(currency: string, amountsMinor: readonly number[]): number {
  const digits = fractionDigits(currency);
  const isWhole = writtenWhole.has(currency) && amountsMinor.every((minor) => minor % 10 ** digits === 0);
  return isWhole ? 0 : digits;
}

/** The most decimals of a price. */
export const priceDecimals = 6;

/** Number of decimals of a currency: two for USD, none for JPY. */
export const fractionDigits = (currency: string): number => digitsByCurrency.get(currency) ?? 2;

/** An amount in major units, such as 12.1, in minor units. Undefined if the currency has fewer decimals. */
export function minorOf(amount: number, currency: string): number | undefined {
  const scaled = amount * 10 ** fractionDigits(currency);
  const minor = Math.round(scaled);
  // A product such as 1.21 × 100 isn't exact.
  return Math.abs(scaled - minor) < 0.0001 ? minor : undefined;
}
