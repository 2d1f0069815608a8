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
