/**
 * Currencies whose minor unit is not a hundredth, by the digits that ISO 4217 gives them. A platform's own table differs
 * from one version to the next, and an amount in minor units must mean the same to whoever reads it.
 */
const currenciesByDigits: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const digitsByCurrency = new Map(
  Object.entries(currenciesByDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
);

/** Digits behind the point of a currency: two of USD, none of JPY. */
export const fractionDigits = (currency: string): number => digitsByCurrency.get(currency) ?? 2;
