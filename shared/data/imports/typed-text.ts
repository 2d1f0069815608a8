import { withoutFormulaGuard } from '#contract/csv-row.ts';
import { cellText, type Cell, type Reading } from './cell.ts';

/** A cell as a text that an import with the same settings reads as the same value. */
export function typedText(cell: Cell, { decimalMark }: Pick<Reading, 'decimalMark'>): string {
  if (typeof cell === 'string') return withoutFormulaGuard(cell);
  if (typeof cell === 'number') return typedNumber(cell, decimalMark);
  if (typeof cell === 'object' && 'sign' in cell)
    return `${cell.sign} ${typedNumber(cell.number, decimalMark)}`;
  return cellText(cell);
}

const typedNumber = (number: number, decimalMark: Reading['decimalMark']): string =>
  String(number).replace('.', decimalMark);
