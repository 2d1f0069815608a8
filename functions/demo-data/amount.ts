import { fractionDigits } from '#contract/currency.ts';

/** Approximate units per dollar of currencies with small units. Demo amounts need to be plausible, not exact. */
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

/**
 * The approximate value of a dollar amount in minor units of the currency. The amount is first rounded to 50 dollars,
 * so that it looks like a quoted price.
 */
export const demoAmountMinor = (dollars: number, currency: string): number =>
  approximateMinor(50 * Math.max(1, Math.round(dollars / 50)), currency);

/** The approximate value of dollars in minor units of the currency. */
export function approximateMinor(dollars: number, currency: string): number {
  return Math.round(dollars * (unitsPerDollar[currency] ?? 1) * 10 ** fractionDigits(currency));
}
