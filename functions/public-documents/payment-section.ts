import { formatsFor } from '#data/billing/pdf/formats.ts';
import { waysToPay } from '#data/billing/providers/providers.ts';
import type { PrintedDocument } from '#data/billing/pdf/printed.ts';
import type { WayToPay } from '#data/billing/providers/provider.ts';
import { Markup, markup } from '#http/markup.ts';
import { addressOf } from './address.ts';
import type { OpenDocument } from './open-document.ts';
import type { Shown } from './shown.ts';
import { textsIn } from './texts.ts';

/** How the customer can pay an invoice. */
export async function paymentSection(
  open: OpenDocument,
  { seller }: PrintedDocument,
  { error }: Shown,
): Promise<Markup> {
  if (open.document.type !== 'invoice') return new Markup('');
  const { pay } = textsIn(open.language);
  const ways = await waysToPay(open.context, open.document.record);
  const shown = ways.map((way) => wayShown(open, way));
  const isPayable = ways.some(({ kind }) => kind !== 'no-checkout');
  return markup`<section id="pay">
    <h2>${pay.title}</h2>
    ${error ? markup`<div class="notice" role="alert"><p>${error.detail === 'payment_in_progress' ? pay.inProgress : pay.failed}</p></div>` : ''}
    ${shown} ${isPayable ? '' : markup`<p>${pay.ask(seller.name)}</p>`}
  </section>`;
}

function wayShown(open: OpenDocument, way: WayToPay): Markup {
  const { pay } = textsIn(open.language);
  if (way.kind === 'bank-transfer')
    return markup`<p>${way.details}</p>
      <p>${pay.reference(way.reference)}</p>`;
  if (way.kind === 'no-checkout') {
    const { country } = open.context.settings;
    const { money } = formatsFor(open.language, country, open.document.record.currency, [
      way.leastMinor,
      way.mostMinor,
    ]);
    return markup`<p>${pay.notOnline(way.reason, money(way.leastMinor), money(way.mostMinor))}</p>`;
  }
  return markup`<form method="post" action="${addressOf(open, '/checkout')}#pay">
    <button>${pay.online}</button> ${way.isTest ? markup`<p class="muted">${pay.test}</p>` : ''}
  </form>`;
}
