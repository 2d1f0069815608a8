import type { Content, CustomTableLayout } from 'pdfmake';
import { decimalsIn } from '#contract/document-decimals.ts';
import type { DocumentLine } from '#contract/document-fields.ts';
import type { LegalFields } from '#contract/legal-fields.ts';
import type { Formats } from './formats.ts';
import type { PrintedDocument } from './printed.ts';
import { printable } from './printable.ts';
import { texts } from './texts.ts';
import { untaxedText } from './untaxed-lines.ts';

interface Column {
  header: string;
  /** The text of a line's cell. */
  cell: (line: DocumentLine, netMinor: number) => string;
  isText?: true;
}

/** What a line says of percentages that it doesn't have. */
const none = '–';

/**
 * The discounts that a line's amount is after: its own and that of the document, one after the other, such as
 * `10 % + 5 %`. `least` is the least number of decimals.
 */
export function discountsOf(
  line: DocumentLine,
  discountPercent: number | undefined,
  { percent }: Formats,
  least = 0,
): string | undefined {
  const all = [line.discountPercent, discountPercent].filter((one) => one !== undefined && one > 0);
  return all.length > 0 ? all.map((one) => percent(one ?? 0, least)).join(' + ') : undefined;
}

/** The lines of a document. Columns that no line needs are left out, and the header is repeated on every page. */
export function linesTable(
  { language, lines, discountPercent }: PrintedDocument,
  netMinor: readonly number[],
  legal: LegalFields,
  formats: Formats,
  accent: string,
): Content {
  const text = texts[language];
  const { tax, withholding } = legal;
  const described = (line: DocumentLine) =>
    [line.description, untaxedText(line, legal, language)].filter((one) => one !== undefined).join('\n');
  /** The rates of a column have the same number of decimals. */
  const rates = (rateOf: (line: DocumentLine) => number | undefined) => {
    const least = decimalsIn(lines.map(rateOf));
    return (line: DocumentLine) => {
      const rate = rateOf(line);
      return rate === undefined ? undefined : formats.percent(rate, least);
    };
  };
  const discountDecimals = decimalsIn([discountPercent, ...lines.map((line) => line.discountPercent)]);
  const optional = (header: string, textOf: (line: DocumentLine) => string | undefined): Column[] =>
    lines.some((line) => textOf(line) !== undefined)
      ? [{ header, cell: (line) => textOf(line) ?? none }]
      : [];
  const columns: Column[] = [
    { header: text.description, cell: (line) => printable(described(line)), isText: true },
    { header: text.quantity, cell: ({ quantity }) => formats.quantity(quantity) },
    ...optional(text.unit, ({ unit }) => unit && printable(unit)),
    { header: text.unitPrice, cell: (line) => formats.plainPrice(line) },
    ...optional(text.discount, (line) => discountsOf(line, discountPercent, formats, discountDecimals)),
    ...optional(
      tax[language],
      rates(({ taxPercent }) => taxPercent),
    ),
    ...optional(
      withholding[language],
      rates(({ withholdingPercent }) => withholdingPercent),
    ),
    { header: text.amount, cell: (_, net) => formats.amount(net) },
  ];
  const row = (textOf: (column: Column) => string, more: object) =>
    columns.map((column) => ({
      text: textOf(column),
      ...(column.isText ? {} : { alignment: 'right' as const }),
      ...more,
    }));
  const isWhole = lines.every((line) => rowsOf(described(line)) <= wholeRowsMax);
  return {
    table: {
      headerRows: 1,
      // Pdfmake loses the rest of what it keeps together on a page that is too short.
      keepWithHeaderRows: isWhole ? 1 : 0,
      dontBreakRows: isWhole,
      widths: columns.map(({ isText }) => (isText ? '*' : 'auto')),
      body: [
        row(({ header }) => header, { bold: true, fontSize: 8 }),
        ...lines.map((line, place) =>
          row((column) => column.cell(line, netMinor[place] ?? 0), { margin: [0, 1, 0, 1] }),
        ),
      ],
    },
    layout: layoutWith(accent),
    margin: [0, 20, 0, 12],
  };
}

/** Descriptions of more rows, about a third of a page, can be continued on the next page. */
const wholeRowsMax = 20;
/** The number of rows that a description certainly fits in, also in the narrowest column of descriptions. */
const rowsOf = (description: string): number =>
  description.split('\n').reduce((sum, row) => sum + Math.ceil((row.length + 1) / 16), 0);

const layoutWith = (accent: string): CustomTableLayout => ({
  hLineWidth: (row) => (row === 1 ? 1.2 : 0.4),
  hLineColor: (row) => (row === 1 ? accent : '#d4d8e0'),
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : 10),
  paddingRight: () => 0,
  paddingTop: () => 4,
  paddingBottom: () => 4,
});
