import type { PrintedDocument } from '#data/billing/pdf/printed.ts';
import { markup, type Markup } from '#http/markup.ts';
import type { OpenDocument } from './open-document.ts';
import { textsIn } from './texts.ts';

/** How the customer can pay an invoice. */
export function paymentSection(
  { language }: OpenDocument,
  { bankDetails, number, seller }: PrintedDocument,
): Markup {
  const { pay } = textsIn(language);
  const transfer =
    bankDetails === undefined
      ? markup`<p>${pay.ask(seller.name)}</p>`
      : markup`<p>${bankDetails}</p>
          <p>${pay.reference(number)}</p>`;
  return markup`<section id="pay">
    <h2>${pay.title}</h2>
    ${transfer}
  </section>`;
}
