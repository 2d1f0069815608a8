import { decimalsWritten, priceDecimals } from '#contract/currency.ts';
import { percentDecimals, quantityDecimals } from '#contract/document-decimals.ts';
import { isSpanishSpeaking } from '#contract/document-language.ts';
import type { Language } from '#contract/language.ts';
import type { UnitPrice } from '#contract/unit-price.ts';
import { decimalText } from '../../table-files/cell.ts';

/** Countries that print on Letter rather than A4. */
const letterCountries = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '));
export const paperOf = (country: string | undefined): 'A4' | 'LETTER' =>
  letterCountries.has(country ?? '') ? 'LETTER' : 'A4';

/** Signs of currencies that the fonts have. Others are printed as the code of the currency. */
const printedSigns = /^[\p{Script=Latin}$€£¥₩₹₱₫₺.\s\d,-]*$/u;

/** How a document writes numbers and dates. */
export interface Formats {
  /** An amount in minor units with its currency, such as "1.210,00 €". */
  money: (amountMinor: number) => string;
  /** An amount in minor units without its currency, as in a column. */
  amount: (amountMinor: number) => string;
  /** The price of a line with its currency, with all of its decimals: "0,0125 €". */
  price: (line: UnitPrice) => string;
  /** The price of a line without its currency. */
  plainPrice: (line: UnitPrice) => string;
  quantity: (value: number) => string;
  /** A rate with at least some decimals, which are those of the others in its column. */
  percent: (value: number, least?: number) => string;
  date: (date: string) => string;
  country: (code: string) => string;
}

/**
 * The formats of a language, as they are usual in the seller's country. All amounts of a document, in minor units, are
 * written with the same number of decimals.
 */
export function formatsFor(
  language: Language,
  country: string | undefined,
  currency: string,
  amountsMinor: readonly number[],
): Formats {
  const locale = localeFor(language, country);
  // An amount never has more decimals than its currency, so that only prices show them.
  const decimals = {
    minimumFractionDigits: decimalsWritten(currency, amountsMinor),
    maximumFractionDigits: priceDecimals,
  };
  const withCurrency = (currencyDisplay: 'symbol' | 'code') =>
    numbers(locale, { style: 'currency', currency, currencyDisplay, ...decimals });
  const signed = withCurrency('symbol');
  const printed = printedSigns.test(signed.format(0)) ? signed : withCurrency('code');
  const plain = numbers(locale, decimals);
  const quantities = numbers(locale, { maximumFractionDigits: quantityDecimals });
  const percentages = (least: number) =>
    numbers(locale, {
      style: 'percent',
      minimumFractionDigits: least,
      maximumFractionDigits: percentDecimals,
    });
  const dates = new Intl.DateTimeFormat(
    locale,
    language === 'es'
      ? { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }
      : { dateStyle: 'medium', timeZone: 'UTC' },
  );
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const exact = (amountMinor: number) => decimalText({ amountMinor, currency }) as never;
  const priceOf = ({ unitPrice, unitPriceMinor }: UnitPrice) => (unitPrice ?? exact(unitPriceMinor)) as never;
  return {
    money: (amountMinor) => spaced(printed.format(exact(amountMinor))),
    amount: (amountMinor) => spaced(plain.format(exact(amountMinor))),
    price: (line) => spaced(printed.format(priceOf(line))),
    plainPrice: (line) => spaced(plain.format(priceOf(line))),
    quantity: (value) => spaced(quantities.format(value)),
    percent: (value, least = 0) => spaced(percentages(least).format(value / 100)),
    date: (date) => dates.format(new Date(`${date}T00:00:00Z`)),
    country: (code) => names.of(code) ?? code,
  };
}

function localeFor(language: Language, country: string | undefined): string {
  if (language === 'en') return country === 'US' ? 'en-US' : 'en-GB';
  return isSpanishSpeaking(country) ? `es-${country}` : 'es-ES';
}

const numbers = (locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  new Intl.NumberFormat(locale, { useGrouping: 'always', ...options });

/** The fonts lack the narrow space that some locales separate with. */
const spaced = (text: string): string => text.replaceAll('\u202f', '\u00a0');
