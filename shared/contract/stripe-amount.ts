import { fractionDigits } from '#contract/currency.ts';

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

/** The highest amount that Stripe accepts, in its smallest unit. */
const amountMax = 99_999_999;

/**
 * An amount in minor units as Stripe counts it. Undefined if Stripe can't charge exactly that amount: nobody should pay
 * more or less than what is on an invoice.
 */
export function toStripe(amountMinor: number, currency: string): number | undefined {
  const amount = scaled(amountMinor, stripeDigits(currency) - fractionDigits(currency));
  const step = stripeDigits(currency) === 3 ? 10 : wholeOnly.has(currency) ? 100 : 1;
  const isPossible = Number.isInteger(amount) && amount % step === 0 && amount >= 1 && amount <= amountMax;
  return isPossible ? amount : undefined;
}

/** An amount of Stripe in minor units. */
export function fromStripe(amount: number, currency: string): number {
  return Math.round(scaled(amount, fractionDigits(currency) - stripeDigits(currency)));
}
