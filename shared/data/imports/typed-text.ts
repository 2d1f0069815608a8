import { withoutFormulaGuard } from '#contract/csv-row.ts';
import type { ImportReading } from '#contract/import.ts';
import { cellText, type Cell } from './cell.ts';

/** A cell as a text that an import with the same settings reads as the same value. */
export function typedText(cell: Cell, reading: Pick<ImportReading, 'decimalMark'> | undefined): string {
  if (typeof cell === 'string') return withoutFormulaGuard(cell);
  if (typeof cell === 'number') return String(cell).replace('.', reading?.decimalMark ?? '.');
  return cellText(cell);
}
