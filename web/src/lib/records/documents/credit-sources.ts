import { netsLeft } from '#contract/credited.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { formatPercent } from '#lib/i18n/document-numbers.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** What an amount can be taken off: a line, or all lines with the same rates. */
export interface CreditSource {
  line?: number;
  taxPercent?: number | undefined;
  withholdingPercent?: number | undefined;
  label: string;
  leftMinor: number;
}

const ratesText = ({
  taxPercent,
  withholdingPercent,
}: Pick<CreditSource, 'taxPercent' | 'withholdingPercent'>) =>
  [
    taxPercent === undefined ? t.invoices.creditUntaxed : t.documents.taxOf(formatPercent(taxPercent)),
    ...(withholdingPercent === undefined
      ? []
      : [t.documents.withholdingOf(formatPercent(withholdingPercent))]),
  ].join(' · ');

/** What amounts of an invoice can be taken off, lines with the same rates together first. */
export function creditSources(invoice: Invoice): CreditSource[] {
  const nets = netsLeft(invoice);
  const lines = (invoice.lines ?? []).flatMap(
    ({ description, taxPercent, withholdingPercent }, line): (CreditSource & { line: number })[] => {
      const leftMinor = nets[line] ?? 0;
      return leftMinor > 0 ? [{ line, taxPercent, withholdingPercent, label: description, leftMinor }] : [];
    },
  );
  const together = [...Map.groupBy(lines, ratesText)].flatMap(([text, all]): CreditSource[] => {
    const [first] = all;
    if (!first || all.length < 2) return [];
    const { taxPercent, withholdingPercent } = first;
    const leftMinor = all.reduce((sum, one) => sum + one.leftMinor, 0);
    return [{ taxPercent, withholdingPercent, label: t.invoices.creditAllWith(text), leftMinor }];
  });
  return [...together, ...lines];
}
