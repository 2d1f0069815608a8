import { fractionDigits } from './currency.ts';

/**
 * Currencies in which Stripe counts otherwise than in hundredths. ISK and UGX have no minor unit, but Stripe counts them
 * in hundredths. Of the three decimals of the others, Stripe wants the last one to be zero.
 */
const currenciesByDigits: Record<number, string> = {
  0: 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF',
  3: 'BHD JOD KWD OMR TND',
};
/** Currencies of which Stripe charges whole units only. */
const wholeOnly = new Set(['ISK', 'UGX']);

const digitsByCurrency = new Map(
  Object.entries(currenciesByDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
);
const stripeDigits = (currency: string): number => digitsByCurrency.get(currency) ?? 2;

/** Dividing keeps whole results whole, unlike multiplying by a fraction. */
const scaled = (amount: number, digits: number): number =>
  digits < 0 ? amount / 10 ** -digits : amount * 10 ** digits;

/**
 * What Stripe charges at least, in its smallest unit. https://docs.stripe.com/currencies, “Minimum and maximum charge
 * amounts”, has these figures; they come from secondary sources and haven't been compared with that page yet, nor have
 * `maximumDigits`. The minimum is documented by the currency of the bank account; for currencies that are missing here, it
 * depends on the rate of exchange, which only Stripe knows.
 */
const minimums: Readonly<Record<string, number>> = {
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1_500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  INR: 50,
  JPY: 50,
  MXN: 1_000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1_000,
  USD: 50,
};
/**
 * The number of digits of the highest amount. For cards, it is 12 in all currencies. A page to pay offers further methods,
 * so that their limit applies.
 */
const maximumDigits: Readonly<Record<string, number>> = { IDR: 12, COP: 10, INR: 9 };
const usualDigits = 8;

/** Amounts that Stripe charges in a currency, in minor units. */
export function stripeLimits(currency: string): { leastMinor: number; mostMinor: number } {
  const digits = maximumDigits[currency] ?? usualDigits;
  const most = 10 ** digits - 1;
  return {
    leastMinor: Math.max(1, fromStripe(minimums[currency] ?? 1, currency)),
    mostMinor: Math.floor(scaled(most, fractionDigits(currency) - stripeDigits(currency))),
  };
}

/** Why an amount can’t be charged: it is below or above the limits, or Stripe would have to round it. */
export type ChargeProblem = 'too_small' | 'too_large' | 'inexact';

/** Why Stripe can’t charge exactly an amount in minor units. Undefined if it can. */
export function chargeProblem(amountMinor: number, currency: string): ChargeProblem | undefined {
  const { leastMinor, mostMinor } = stripeLimits(currency);
  if (amountMinor < leastMinor) return 'too_small';
  if (amountMinor > mostMinor) return 'too_large';
  return toStripe(amountMinor, currency) === undefined ? 'inexact' : undefined;
}

/**
 * An amount in minor units as Stripe counts it. Undefined if that isn't exactly the amount: nobody should pay more or less
 * than what is on an invoice.
 */
export function toStripe(amountMinor: number, currency: string): number | undefined {
  const amount = scaled(amountMinor, stripeDigits(currency) - fractionDigits(currency));
  const step = stripeDigits(currency) === 3 ? 10 : wholeOnly.has(currency) ? 100 : 1;
  return Number.isSafeInteger(amount) && amount % step === 0 && amount >= 1 ? amount : undefined;
}

/** An amount of Stripe in minor units. */
export function fromStripe(amount: number, currency: string): number {
  return Math.round(scaled(amount, fractionDigits(currency) - stripeDigits(currency)));
}
