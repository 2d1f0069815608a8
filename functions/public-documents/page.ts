import { totalsOf } from '#contract/document-totals.ts';
import type { Language } from '#contract/language.ts';
import { legalFieldsOf } from '#contract/legal-fields.ts';
import { documentFormats } from '#data/billing/pdf/document-formats.ts';
import { formatsFor } from '#data/billing/pdf/formats.ts';
import { subtitleOf, titleOf } from '#data/billing/pdf/title.ts';
import { dateIn } from '#data/values/day.ts';
import type { Page } from '#http/page.ts';
import { htmlPage, languageLink } from '#http/html-page.ts';
import { markup } from '#http/markup.ts';
import { retryAfterHeader } from '#http/retry-after.ts';
import { addressOf } from './address.ts';
import { answerSection } from './answer-section.ts';
import { documentParts } from './document-parts.ts';
import { pageHeaders } from './headers.ts';
import { toPrint, type OpenDocument, type TakenBack } from './open-document.ts';
import { paymentSection } from './payment-section.ts';
import type { Shown } from './shown.ts';
import { stateShown } from './state-shown.ts';
import { style } from './style.ts';
import { textsIn } from './texts.ts';

/** The page of a document, with what its customer can do. */
export async function documentPage(open: OpenDocument, shown: Shown): Promise<Page> {
  const printed = await toPrint(open);
  const { language, seller, logo, number, country } = printed;
  const texts = textsIn(language);
  const legal = legalFieldsOf(country);
  const title = titleOf(printed, legal);
  const subtitle = subtitleOf(printed, legal);
  const { lines, currency, discountPercent, creditedBefore } = printed;
  const formats = documentFormats(printed, totalsOf(lines, currency, discountPercent, creditedBefore));
  const state = stateShown(open, formats);
  const parts = documentParts(printed, formats);
  // The provider tells later whether the customer has paid.
  const isPaying = open.isBack && state.isOwed;
  const portal = `/portal/${open.context.orgId}/${open.document.type === 'quote' ? 'quotes' : 'invoices'}`;
  const body = markup`${open.client ? markup`<p class="back"><a href="${portal}">${texts.toPortal}</a></p>` : ''}
    <header>
      ${logo === undefined ? markup`<p>${seller.name}</p>` : markup`<img src="${logo}" alt="${seller.name}" />`}
    </header>
    ${isPaying ? markup`<p class="notice calm" role="status">${texts.pay.processing}</p>` : ''}
    <h1>${title} ${number}</h1>
    ${subtitle === undefined ? '' : markup`<p>${subtitle}</p>`}
    <p class="sum">${state.sum}</p>
    ${state.label === undefined ? '' : markup`<p class="state ${state.tone}">${state.label}</p>`}
    <div class="actions">
      ${state.canAnswer ? markup`<a class="button" href="#answer">${texts.answer.title}</a>` : ''}
      ${state.isOwed ? markup`<a class="button" href="#pay">${texts.pay.title}</a>` : ''}
      <a class="button quiet" href="${addressOf(open, '/pdf')}">${texts.download}</a>
    </div>
    ${parts.facts} ${parts.parties} ${parts.lines} ${parts.notes}
    ${state.isOwed ? await paymentSection(open, printed, shown) : ''} ${answerSection({ open, printed, state, formats, shown })}
    <footer>
      ${parts.closing}
      <p>${languageLink(addressOf(open, '', other[language]), other[language], texts.otherLanguage)}</p>
    </footer>`;
  return htmlPage({
    status: shown.status,
    language,
    title: shown.error ? `${texts.error}: ${title} ${number}` : `${title} ${number} · ${seller.name}`,
    body,
    style,
    headers: { ...pageHeaders(), ...(shown.error ? retryAfterHeader(shown.error) : {}) },
  });
}

const other: Record<Language, Language> = { en: 'es', es: 'en' };

/** The page of a document that the seller took back. It says that and nothing of what the document said. */
export async function takenBackPage({ open, at }: TakenBack): Promise<Page> {
  const printed = await toPrint(open);
  const { language, seller, number, country } = printed;
  const texts = textsIn(language);
  const title = titleOf(printed, legalFieldsOf(country));
  const day = formatsFor(language, country, printed.currency, []).date(
    dateIn(open.context.settings.timeZone, at),
  );
  const body = markup`<header><p>${seller.name}</p></header>
    <h1>${title} ${number}</h1>
    <p>${texts.takenBack[open.document.type](seller.name, day)}</p>
    <footer>
      <p>${languageLink(addressOf(open, '', other[language]), other[language], texts.otherLanguage)}</p>
    </footer>`;
  return htmlPage({
    status: 410,
    language,
    title: `${title} ${number} · ${seller.name}`,
    body,
    style,
    headers: pageHeaders(),
  });
}

/** The page for a link that leads nowhere. It is the same for links that never existed, have ended or were revoked. */
export function nothingPage(language: Language): Page {
  const texts = textsIn(language);
  const body = markup`<h1>${texts.nothingTitle}</h1>
    <p>${texts.nothing}</p>`;
  return htmlPage({
    status: 404,
    language,
    title: texts.nothingTitle,
    body,
    style,
    headers: pageHeaders(),
  });
}
