import { fractionDigits, priceDecimals } from './currency.ts';
import { rounded } from './rounded.ts';

/** The price of a unit. */
export interface UnitPrice {
  /** In minor units of the currency, rounded half away from zero if the price has more decimals. */
  unitPriceMinor: number;
  /** In units of the currency, as decimal text such as "0.0125". Only prices with more decimals than the currency have it. */
  unitPrice?: string | undefined;
}

/** The steps in a minor unit of a currency: a price has six decimals. */
export const stepsPerMinor = (currency: string): bigint =>
  10n ** BigInt(priceDecimals - fractionDigits(currency));

/** A price in steps of the sixth decimal. */
export const priceSteps = ({ unitPriceMinor, unitPrice }: UnitPrice, currency: string): bigint =>
  unitPrice === undefined ? BigInt(unitPriceMinor) * stepsPerMinor(currency) : stepsOf(unitPrice);

function stepsOf(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(priceDecimals, '0'));
}

/** A decimal price in minor units, rounded half away from zero; undefined if that is beyond the safe integers. */
export function minorOfPrice(decimal: string, currency: string): number | undefined {
  const minor = Number(rounded(stepsOf(decimal), stepsPerMinor(currency)));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** Whether a decimal price has more decimals than its currency. */
export const isFinerThanMinor = (decimal: string, currency: string): boolean =>
  stepsOf(decimal) % stepsPerMinor(currency) !== 0n;

/** A decimal price as it is stored: both values if it has more decimals than its currency, and otherwise minor units. */
export function unitPriceOf(decimal: string, currency: string): UnitPrice | undefined {
  const unitPriceMinor = minorOfPrice(decimal, currency);
  if (unitPriceMinor === undefined) return undefined;
  return isFinerThanMinor(decimal, currency) ? { unitPriceMinor, unitPrice: decimal } : { unitPriceMinor };
}

/** A decimal number as text without zeros that mean nothing: "007.50" is "7.5". */
export function withoutZeros(decimal: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(decimal) ?? [];
  const digits = whole + (fraction === '' ? '' : `.${fraction}`);
  return digits === '0' ? digits : sign + digits;
}
