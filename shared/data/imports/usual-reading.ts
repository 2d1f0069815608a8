import type { DateOrder, DecimalMark } from './cell.ts';

const parts = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  calendar: 'gregory',
  numberingSystem: 'latn',
} as const;

/** The order of dates and the decimal mark in the main language of a country. */
export function usualIn(country: string): { dateOrder: DateOrder; decimalMark: DecimalMark } {
  // The script is left out, because with it, Intl ignores the region: es-Latn-MX is read as es.
  const { language } = new Intl.Locale('und', { region: country }).maximize();
  const locale = `${language}-${country}`;
  const order = new Intl.DateTimeFormat(locale, parts)
    .formatToParts(0)
    .flatMap(({ type }) => (type in parts ? type.charAt(0) : []))
    .join('');
  const mark = new Intl.NumberFormat(locale, { numberingSystem: 'latn' })
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value;
  return {
    dateOrder: order === 'mdy' || order === 'ymd' ? order : 'dmy',
    decimalMark: mark === ',' ? ',' : '.',
  };
}
