import { currentLocale } from './format.ts';
import { numberFormat } from './locale.ts';

/** A quantity of a document's line, which has at most four decimals. */
export const formatQuantity = (quantity: number): string =>
  numberFormat(currentLocale(), { maximumFractionDigits: 4 }).format(quantity);

/**
 * A rate of a document, which has at most three decimals: 9.975 is "9.975%". In a column, all rates have at least the
 * decimals of the others.
 */
export const formatPercent = (percent: number, least = 0): string =>
  numberFormat(currentLocale(), {
    style: 'percent',
    minimumFractionDigits: least,
    maximumFractionDigits: 3,
  }).format(percent / 100);
