import type { Content } from 'pdfmake';
import type { Party } from '#contract/document-fields.ts';
import { totalsOf, type DocumentTotals } from '#contract/document-totals.ts';
import { legalFieldsOf, type LegalFields } from '#contract/legal-fields.ts';
import { accentOf, inkOf } from './accent.ts';
import { documentFormats } from './document-formats.ts';
import { paperOf, type Formats } from './formats.ts';
import { linesTable } from './lines-table.ts';
import { partyLines } from './party-lines.ts';
import type { Fact, PrintedDocument } from './printed.ts';
import { printable } from './printable.ts';
import type { Definition } from './render.ts';
import { texts } from './texts.ts';
import { legalNoteOf, subtitleOf, titleOf } from './title.ts';
import { muted, totalsTable } from './totals-table.ts';

/** A document for pdfmake. It follows from the document alone, without the time or anything random. */
export function documentDefinition(document: PrintedDocument): Definition {
  const { language, country, currency, lines, discountPercent, creditedBefore, number, mark } = document;
  const legal = legalFieldsOf(country);
  const accent = accentOf(document.accentColor);
  const title = titleOf(document, legal);
  // Records with amounts that can't be represented are refused, so there are totals.
  const totals = totalsOf(lines, currency, discountPercent, creditedBefore);
  const formats = documentFormats(document, totals);
  const marked = mark && texts[language].marks[mark];
  return {
    pageSize: paperOf(country),
    pageMargins: [40, 40, 40, 56],
    version: '1.7',
    language,
    displayTitle: true,
    info: {
      title: `${title} ${number}`,
      author: document.seller.name.toWellFormed(),
      creator: 'Cobalt CRM',
      producer: 'Cobalt CRM',
      creationDate: new Date(document.writtenAt),
    },
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15, color: '#1b2230' },
    ...(marked
      ? { watermark: { text: marked.toUpperCase(), color: '#8a93a5', opacity: 0.16, bold: true } }
      : {}),
    footer: (page, pages) => pageFooter([title, number, marked], texts[language].page(page, pages)),
    content: [
      heading(document, title, formats, inkOf(accent)),
      parties(document, formats),
      ...(lines.length > 0 && totals ? [linesTable(document, totals.netMinor, legal, formats, accent)] : []),
      ...ending(
        totals ? [totalsTable(document, totals, legal, formats, inkOf(accent))] : [],
        closing(document, legal),
        fitsOnPage(document, totals, legal),
      ),
    ],
  };
}

function pageFooter(parts: readonly (string | undefined)[], pages: string): Content {
  const left = parts.filter((part) => part !== undefined).join(' · ');
  return {
    columns: [
      { text: printable(left), width: '*' },
      { text: pages, width: 'auto' },
    ],
    margin: [40, 20, 40, 0],
    fontSize: 8,
    color: muted,
  };
}

function heading(document: PrintedDocument, title: string, formats: Formats, ink: string): Content {
  const { logo, seller, facts, language, number, mark, country } = document;
  const subtitle = subtitleOf(document, legalFieldsOf(country));
  const { facts: labels, marks } = texts[language];
  const shown = Object.entries({ number, ...facts }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name as Fact, value] as const],
  );
  const rows = shown.map(([name, value]) => [
    { text: labels[name], color: muted },
    {
      text: dateFacts.has(name) ? formats.date(value) : printable(value),
      alignment: 'right' as const,
      bold: name === 'number',
    },
  ]);
  return {
    columns: [
      logo
        ? { width: '*', stack: [{ image: logo, fit: [170, 64] }] }
        : { width: '*', text: printable(seller.name), bold: true, fontSize: 14, color: ink },
      {
        width: 250,
        stack: [
          {
            text: mark ? `${title} · ${marks[mark]}` : title,
            fontSize: 18,
            bold: true,
            color: ink,
            alignment: 'right',
          },
          ...(subtitle === undefined ? [] : [{ text: subtitle, alignment: 'right' as const }]),
          {
            table: { widths: ['auto', '*'], body: rows },
            layout: 'noBorders',
            margin: [0, 6, 0, 0],
          },
        ],
      },
    ],
    columnGap: 20,
  };
}

/** Facts that are dates. */
export const dateFacts: ReadonlySet<Fact> = new Set<Fact>([
  'issuedOn',
  'dueOn',
  'quotedOn',
  'validUntil',
  'creditedOn',
  'acceptedOn',
]);

function parties({ seller, buyer, country, language }: PrintedDocument, formats: Formats): Content {
  const text = texts[language];
  const column = (label: string, party: Party) => ({
    width: '*',
    stack: [
      { text: label, color: muted, fontSize: 8 },
      { text: printable(party.name), bold: true, fontSize: 10 },
      ...partyLines(party, country, language, formats).map(printable),
    ],
  });
  return {
    columns: [column(text.seller, seller), buyer ? column(text.buyer, buyer) : { width: '*', text: '' }],
    columnGap: 20,
    margin: [0, 20, 0, 0],
  };
}

/** Keeps what follows the lines together if it can, so that no page has a footer of one line and nothing else. */
const ending = (totals: Content[], closing: Content[], isShort: boolean): Content[] =>
  isShort ? [{ stack: [...totals, ...closing], unbreakable: true }] : [...totals, ...closing];

/**
 * Whether the amounts and what follows them certainly fit on one page, in points. Pdfmake loses the rest of what it keeps
 * together on a page that is too short.
 */
function fitsOnPage(
  document: PrintedDocument,
  totals: DocumentTotals | undefined,
  legal: LegalFields,
): boolean {
  const { notes, bankDetails, footer } = document;
  const reasons = document.lines.filter(({ untaxed }) => untaxed).length;
  const rates = totals ? totals.taxes.length + totals.withholdings.length + reasons : 0;
  const texts = [notes, bankDetails, legalNoteOf(document, legal), footer].filter((one) => one !== undefined);
  const rows = texts.flatMap((one) => one.split('\n')).map((row) => Math.ceil((row.length + 1) / 60));
  const rowsHeight = rows.reduce((sum, count) => sum + count, 0) * 12;
  return (rates * 2 + totalsMax) * 20 + texts.length * 30 + rowsHeight <= 600;
}
/** Rows of totals besides those of rates: discounts, sums, and what was settled. */
const totalsMax = 11;

/** What follows the amounts: notes, how to pay, and what the law or the seller adds. */
function closing(document: PrintedDocument, legal: LegalFields): Content[] {
  const { kind, language, notes, bankDetails, footer } = document;
  const text = texts[language];
  const section = (label: string, content: string | undefined): Content[] =>
    content === undefined
      ? []
      : [{ text: label, color: muted, fontSize: 8, margin: [0, 14, 0, 2] }, { text: printable(content) }];
  const small = [legalNoteOf(document, legal), footer].filter((one) => one !== undefined);
  return [
    ...section(text.notes, notes),
    ...section(text.bankDetails, kind === 'invoice' ? bankDetails : undefined),
    ...small.map((one): Content => ({
      text: printable(one),
      fontSize: 8,
      color: muted,
      margin: [0, 14, 0, 0],
    })),
  ];
}
