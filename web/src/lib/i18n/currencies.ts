import { currencyName } from './format.ts';

/**
 * What ISO 4217 lists besides money: units of account of banks and states, precious metals, and codes for tests. The API
 * takes those that the runtime knows, because records can have them.
 */
const notMoney = new Set('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' '));

/** The currencies to choose from, and the one that is chosen already. */
export const offeredCurrencies = (chosen?: string | null): string[] =>
  Intl.supportedValuesOf('currency').filter((code) => !notMoney.has(code) || code === chosen);

/** Names that the Unicode CLDR misspells in Spanish of Latin America. */
const corrected: Readonly<Record<string, string>> = { 'baht tailandes': 'baht tailandés' };

/** A currency with its code, such as "euro (EUR)". */
export function currencyLabel(code: string): string {
  const name = currencyName(code);
  return `${corrected[name] ?? name} (${code})`;
}
