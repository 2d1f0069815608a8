import { fractionDigits } from '#contract/currency.ts';

/** About what a dollar costs, where it costs much more than one: amounts are to be believed, not converted. */
const unitsPerDollar: Partial<Record<string, number>> = {
  ARS: 1_400,
  BRL: 5,
  CLP: 950,
  COP: 4_000,
  CRC: 500,
  INR: 85,
  JPY: 150,
  KRW: 1_400,
  MXN: 18,
  PYG: 7_500,
  TRY: 40,
  UYU: 40,
};

/** Minor units of what so many dollars are about worth, rounded as people would offer it. */
export function demoAmountMinor(dollars: number, currency: string): number {
  const rounded = 50 * Math.max(1, Math.round(dollars / 50));
  return rounded * (unitsPerDollar[currency] ?? 1) * 10 ** fractionDigits(currency);
}
