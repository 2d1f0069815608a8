import type { Content } from 'pdfmake';
import type { DocumentTotals } from '#contract/document-totals.ts';
import type { LegalFields } from '#contract/legal-fields.ts';
import type { Formats } from './formats.ts';
import type { PrintedDocument } from './printed.ts';
import { printable } from './printable.ts';
import { texts } from './texts.ts';
import { untaxedSums, type UntaxedSum } from './untaxed-lines.ts';

/** An amount below the lines. */
export interface TotalRow {
  label: string;
  amountMinor: number;
  isTotal?: true;
}

/** The amounts of a document: discounts, taxes and withholdings by rate, the total, and what was settled of it. */
export function totalsTable(
  document: PrintedDocument,
  totals: DocumentTotals,
  legal: LegalFields,
  formats: Formats,
  ink: string,
): Content {
  const rows = totalRows(document, totals, legal, formats);
  const cells = ({ label, amountMinor, isTotal }: TotalRow) => {
    const style = isTotal ? { bold: true, fontSize: 11, color: ink } : {};
    return [
      { text: printable(label), ...style },
      { text: formats.money(amountMinor), alignment: 'right' as const, noWrap: true, ...style },
    ];
  };
  return {
    columns: [
      { width: '*', text: texts[document.language].amountsIn(document.currency), color: muted, fontSize: 8 },
      {
        width: 290,
        table: { widths: ['*', 'auto'], dontBreakRows: true, body: rows.map(cells) },
        layout: {
          hLineWidth: (row) => (rows[row]?.isTotal ? 0.8 : 0),
          hLineColor: ink,
          vLineWidth: () => 0,
          paddingLeft: (column) => (column === 0 ? 0 : 10),
          paddingRight: () => 0,
          paddingTop: () => 3,
          paddingBottom: () => 3,
        },
      },
    ],
  };
}

export const muted = '#5b6475';

/** The amounts of a document, in the order in which they are shown. */
export function totalRows(
  { language, lines, discountPercent, settled }: PrintedDocument,
  totals: DocumentTotals,
  legal: LegalFields,
  { percent, money }: Formats,
): TotalRow[] {
  const text = texts[language];
  const { subtotal, untaxed, tax, withholding, credited } = legal;
  const untaxedRows = untaxed
    ? untaxedSums(lines, totals.netMinor, legal, language, untaxed[language])
    : undefined;
  const discounts = discountPercent ? text.discountOf(percent(discountPercent)) : text.discounts;
  return [
    ...(totals.discountMinor === 0
      ? []
      : [
          { label: text.gross, amountMinor: totals.grossMinor },
          { label: discounts, amountMinor: -totals.discountMinor },
        ]),
    ...subtotalRows(totals, subtotal[language], untaxedRows),
    ...totals.taxes.map((one) => ({
      label: text.rate(tax[language], percent(one.percent), money(one.baseMinor)),
      amountMinor: one.amountMinor,
    })),
    ...beforeWithholding(totals, text),
    ...totals.withholdings.map((one) => ({
      label: text.rate(withholding[language], percent(one.percent), money(one.baseMinor)),
      amountMinor: -one.amountMinor,
    })),
    { label: text.total, amountMinor: totals.totalMinor, isTotal: true as const },
    ...(settled ? settledRows(settled, { ...text, credited: credited[language] }) : []),
  ];
}

/** What an invoice amounts to for its customer’s books, if less than that is paid to the seller. */
const beforeWithholding = (
  { withholdings, withholdingMinor, taxes, totalMinor }: DocumentTotals,
  { totalWithTax, totalBeforeWithholding }: { totalWithTax: string; totalBeforeWithholding: string },
): TotalRow[] =>
  withholdings.length === 0
    ? []
    : [
        {
          label: taxes.length === 0 ? totalBeforeWithholding : totalWithTax,
          amountMinor: totalMinor + withholdingMinor,
        },
      ];

/** The sum of the lines, without those that no tax applies to where these have a sum of their own. */
function subtotalRows(
  totals: DocumentTotals,
  subtotal: string,
  untaxed: readonly UntaxedSum[] = [],
): TotalRow[] {
  const shown = untaxed.filter(({ amountMinor }) => amountMinor !== 0);
  if (shown.length === 0) return [{ label: subtotal, amountMinor: totals.subtotalMinor }];
  const taxedMinor = totals.taxes.reduce((sum, { baseMinor }) => sum + baseMinor, 0);
  return totals.taxes.length === 0 ? shown : [{ label: subtotal, amountMinor: taxedMinor }, ...shown];
}

function settledRows(
  { paidMinor, creditedMinor, dueMinor }: NonNullable<PrintedDocument['settled']>,
  { paid, credited, due }: { paid: string; credited: string; due: string },
): TotalRow[] {
  return [
    ...(paidMinor === 0 ? [] : [{ label: paid, amountMinor: -paidMinor }]),
    ...(creditedMinor === 0 ? [] : [{ label: credited, amountMinor: -creditedMinor }]),
    { label: due, amountMinor: dueMinor, isTotal: true },
  ];
}
