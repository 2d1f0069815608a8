import type { DocumentLine, Party } from '#contract/document-fields.ts';
import { totalsOf, type DocumentTotals } from '#contract/document-totals.ts';
import { legalFieldsOf, type LegalFields } from '#contract/legal-fields.ts';
import { dateFacts } from '#data/billing/pdf/definition.ts';
import type { Formats } from '#data/billing/pdf/formats.ts';
import { discountsOf } from '#data/billing/pdf/lines-table.ts';
import { partyLines } from '#data/billing/pdf/party-lines.ts';
import type { Fact, PrintedDocument } from '#data/billing/pdf/printed.ts';
import { texts } from '#data/billing/pdf/texts.ts';
import { legalNoteOf } from '#data/billing/pdf/title.ts';
import { untaxedText } from '#data/billing/pdf/untaxed-lines.ts';
import { totalRows } from '#data/billing/pdf/totals-table.ts';
import { Markup, markup } from '#http/markup.ts';
import { textsIn } from './texts.ts';

const none = new Markup('');

const perUnit = (price: string, unit: string | undefined): string =>
  unit === undefined ? price : `${price} / ${unit}`;

/** The parts of a document, with the same texts and amounts as its PDF. */
export interface DocumentParts {
  facts: Markup;
  parties: Markup;
  lines: Markup;
  notes: Markup;
  closing: Markup;
}

export function documentParts(printed: PrintedDocument, formats: Formats): DocumentParts {
  const { language, country, currency, lines, discountPercent, creditedBefore, notes, footer } = printed;
  const legal = legalFieldsOf(country);
  const text = texts[language];
  const totals = totalsOf(lines, currency, discountPercent, creditedBefore);
  const small = [legalNoteOf(printed, legal), footer].filter((one) => one !== undefined);
  return {
    facts: facts(printed, formats),
    parties: parties(printed, formats),
    lines: totals
      ? markup`${linesTable(printed, totals, legal, formats)} ${totalsTable(printed, totals, legal, formats)}`
      : none,
    notes:
      notes === undefined
        ? none
        : markup`<section>
            <h2>${text.notes}</h2>
            <p>${notes}</p>
          </section>`,
    closing: markup`${small.map((one) => markup`<p>${one}</p>`)}`,
  };
}

function facts({ facts: all, language }: PrintedDocument, { date }: Formats): Markup {
  const { facts: labels } = texts[language];
  const shown = Object.entries(all).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          markup`<dt>${labels[name as Fact]}</dt>
            <dd>${dateFacts.has(name as Fact) ? date(value) : value}</dd>`,
        ],
  );
  return shown.length > 0 ? markup`<dl>${shown}</dl>` : none;
}

function parties({ seller, buyer, country, language }: PrintedDocument, formats: Formats): Markup {
  const text = texts[language];
  const column = (label: string, party: Party) =>
    markup`<div>
      <h2>${label}</h2>
      <p class="name">${party.name}</p>
      ${partyLines(party, country, language, formats).map((line) => markup`<p>${line}</p>`)}
    </div>`;
  return markup`<div class="parties">
    ${column(text.seller, seller)} ${buyer ? column(text.buyer, buyer) : ''}
  </div>`;
}

function linesTable(
  { language, lines, discountPercent }: PrintedDocument,
  { netMinor }: DocumentTotals,
  legal: LegalFields,
  formats: Formats,
): Markup {
  const text = texts[language];
  const { quantityOf } = textsIn(language);
  const percentOf = (value: number | undefined) => (value === undefined ? undefined : formats.percent(value));
  const rates = (line: DocumentLine): string[] =>
    (
      [
        [text.discount, discountsOf(line, discountPercent, formats)],
        [legal.tax[language], percentOf(line.taxPercent)],
        [legal.withholding[language], percentOf(line.withholdingPercent)],
      ] as const
    )
      .flatMap(([label, value]) => (value === undefined ? [] : [`${label} ${value}`]))
      .concat(untaxedText(line, legal, language) ?? []);
  const rows = lines.map((line, place) => {
    const amount = quantityOf(formats.quantity(line.quantity), perUnit(formats.price(line), line.unit));
    return markup`<tr>
      <td><p>${line.description}</p><span>${[amount, ...rates(line)].join(' · ')}</span></td>
      <td>${formats.money(netMinor[place] ?? 0)}</td>
    </tr>`;
  });
  return markup`<table>
    <thead>
      <tr>
        <th scope="col">${text.description}</th>
        <th scope="col">${text.amount}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function totalsTable(
  printed: PrintedDocument,
  totals: DocumentTotals,
  legal: LegalFields,
  formats: Formats,
): Markup {
  const rows = totalRows(printed, totals, legal, formats).map(
    ({ label, amountMinor, isTotal }) =>
      markup`<tr ${isTotal ? new Markup('class="total"') : ''}>
        <th scope="row">${label}</th>
        <td>${formats.money(amountMinor)}</td>
      </tr>`,
  );
  return markup`<table class="totals">
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
