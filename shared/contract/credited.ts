import type { DocumentLine } from './document-fields.ts';
import { toFourDecimals, totalsOf, type CreditedBefore, type RateBase } from './document-totals.ts';
import type { Invoice } from './records/invoice.ts';

/** A quantity of a line of an invoice that is credited. */
export interface CreditedLine {
  /** The position of the line, from 0. */
  line: number;
  quantity: number;
}

type Billed = Pick<Invoice, 'lines' | 'discountPercent' | 'creditedQuantities'>;

/** What isn't credited yet of each line of an invoice. */
export const quantitiesLeft = ({ lines = [], creditedQuantities = [] }: Billed): number[] =>
  lines.map(({ quantity }, place) => toFourDecimals(quantity - (creditedQuantities[place] ?? 0)));

/** The lines of a credit note, and what its amounts follow from besides them. Each line of the invoice is named once. */
export function creditedLines(
  invoice: Billed,
  chosen: readonly CreditedLine[],
): { lines: DocumentLine[]; creditedBefore?: CreditedBefore } {
  const { lines = [], creditedQuantities } = invoice;
  const credited = chosen.flatMap(({ line, quantity }): DocumentLine[] => {
    const found = lines[line];
    return found ? [{ ...found, quantity }] : [];
  });
  if (!creditedQuantities) return { lines: credited };
  const all = lines.map((line, place) => ({ ...line, quantity: creditedQuantities[place] ?? 0 }));
  const { taxes = [], withholdings = [] } = totalsOf(all, invoice.discountPercent) ?? {};
  const bases = (rates: readonly RateBase[]): RateBase[] =>
    rates.flatMap(({ percent, baseMinor }) => (baseMinor === 0 ? [] : [{ percent, baseMinor }]));
  return {
    lines: credited,
    creditedBefore: {
      quantities: chosen.map(({ line }) => creditedQuantities[line] ?? 0),
      taxes: bases(taxes),
      withholdings: bases(withholdings),
    },
  };
}

/** What is credited of each line of an invoice after a further credit note. */
export function quantitiesAfter(
  { lines = [], creditedQuantities = [] }: Billed,
  chosen: readonly CreditedLine[],
): number[] {
  const more = new Map(chosen.map(({ line, quantity }) => [line, quantity]));
  return lines.map((_, place) => toFourDecimals((creditedQuantities[place] ?? 0) + (more.get(place) ?? 0)));
}
