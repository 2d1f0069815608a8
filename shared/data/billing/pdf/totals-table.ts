import type { Content } from 'pdfmake';
import type { DocumentTotals } from '#contract/document-totals.ts';
import type { LegalFields } from '#contract/legal-fields.ts';
import type { Formats } from './formats.ts';
import type { PrintedDocument } from './printed.ts';
import { texts } from './texts.ts';

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
      { text: label, ...style },
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
  { language, discountPercent, settled }: PrintedDocument,
  totals: DocumentTotals,
  { subtotal, untaxed, tax, withholding, credited }: LegalFields,
  { percent, money }: Formats,
): TotalRow[] {
  const text = texts[language];
  const discounts = discountPercent ? text.discountOf(percent(discountPercent)) : text.discounts;
  return [
    ...(totals.discountMinor === 0
      ? []
      : [
          { label: text.gross, amountMinor: totals.grossMinor },
          { label: discounts, amountMinor: -totals.discountMinor },
        ]),
    ...subtotalRows(totals, subtotal[language], untaxed?.[language]),
    ...totals.taxes.map((one) => ({
      label: text.rate(tax[language], percent(one.percent), money(one.baseMinor)),
      amountMinor: one.amountMinor,
    })),
    ...totals.withholdings.map((one) => ({
      label: text.rate(withholding[language], percent(one.percent), money(one.baseMinor)),
      amountMinor: -one.amountMinor,
    })),
    { label: text.total, amountMinor: totals.totalMinor, isTotal: true as const },
    ...(settled ? settledRows(settled, { ...text, credited: credited[language] }) : []),
  ];
}

/** The sum of the lines, without those that no tax applies to where these have a sum of their own. */
function subtotalRows(totals: DocumentTotals, subtotal: string, untaxed: string | undefined): TotalRow[] {
  const taxedMinor = totals.taxes.reduce((sum, { baseMinor }) => sum + baseMinor, 0);
  const untaxedMinor = totals.subtotalMinor - taxedMinor;
  if (untaxed === undefined || untaxedMinor === 0)
    return [{ label: subtotal, amountMinor: totals.subtotalMinor }];
  const rest = { label: untaxed, amountMinor: untaxedMinor };
  return totals.taxes.length === 0 ? [rest] : [{ label: subtotal, amountMinor: taxedMinor }, rest];
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
