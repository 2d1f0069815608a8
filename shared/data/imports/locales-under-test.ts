import type { DateOrder, DecimalMark } from './cell.ts';

/** How people of a country write dates and numbers. */
export interface Locale {
  name: string;
  country: string;
  currency: string;
  order: Exclude<DateOrder, 'ymd'>;
  between: string;
  mark: DecimalMark;
  /** A mobile number within the country, of some digits, and with the code of the country. */
  phone: (digits: string) => { national: string; number: string };
  yes: string;
  no: string;
}

const phoneOf =
  (code: string, start: string, count: number, trunk = '') =>
  (digits: string) => {
    const rest = `${start}${digits.slice(0, count)}`;
    return { national: trunk + rest, number: `+${code}${rest}` };
  };

export const locales: readonly Locale[] = [
  {
    ...{ name: 'es-ES', country: 'ES', currency: 'EUR', order: 'dmy', between: '/', mark: ',' },
    ...{ phone: phoneOf('34', '6', 8), yes: 'Sí', no: 'No' },
  },
  {
    ...{ name: 'es-CO', country: 'CO', currency: 'COP', order: 'dmy', between: '/', mark: ',' },
    ...{ phone: phoneOf('57', '300', 7), yes: 'sí', no: 'no' },
  },
  {
    ...{ name: 'es-MX', country: 'MX', currency: 'MXN', order: 'dmy', between: '/', mark: '.' },
    ...{ phone: phoneOf('52', '55', 8), yes: 'Verdadero', no: 'Falso' },
  },
  {
    ...{ name: 'en-US', country: 'US', currency: 'USD', order: 'mdy', between: '/', mark: '.' },
    ...{ phone: phoneOf('1', '2125', 6), yes: 'Yes', no: 'No' },
  },
  {
    ...{ name: 'en-GB', country: 'GB', currency: 'GBP', order: 'dmy', between: '/', mark: '.' },
    ...{ phone: phoneOf('44', '7400', 6, '0'), yes: 'TRUE', no: 'FALSE' },
  },
  {
    ...{ name: 'de-DE', country: 'DE', currency: 'EUR', order: 'dmy', between: '.', mark: ',' },
    ...{ phone: phoneOf('49', '151', 8, '0'), yes: '1', no: '0' },
  },
] as const satisfies readonly Locale[];

/** A random number of 0 to `below` - 1. */
export type Random = (below: number) => number;

/** Numbers from a seed, always the same (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
