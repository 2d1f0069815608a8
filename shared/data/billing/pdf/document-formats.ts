import { amountsIn, type DocumentTotals } from '#contract/document-totals.ts';
import { formatsFor, type Formats } from './formats.ts';
import type { PrintedDocument } from './printed.ts';

/** The formats of a document and its page. */
export function documentFormats(
  { language, country, currency, lines, settled }: PrintedDocument,
  totals: DocumentTotals | undefined,
): Formats {
  const amounts = totals ? amountsIn(totals, lines) : [];
  const { paidMinor = 0, creditedMinor = 0, dueMinor = 0 } = settled ?? {};
  return formatsFor(language, country, currency, [...amounts, paidMinor, creditedMinor, dueMinor]);
}
