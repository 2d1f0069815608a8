import type { ProblemError } from '#contract/problem.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Formats } from '#data/billing/pdf/formats.ts';
import type { PrintedDocument } from '#data/billing/pdf/printed.ts';
import { dateIn } from '#data/values/day.ts';
import { Markup, markup } from '#http/markup.ts';
import { addressOf } from './address.ts';
import { seenOf, type OpenDocument } from './open-document.ts';
import type { Shown } from './shown.ts';
import type { StateShown } from './state-shown.ts';
import { textsIn } from './texts.ts';

interface Section {
  open: OpenDocument;
  printed: PrintedDocument;
  state: StateShown;
  formats: Formats;
  shown: Shown;
}

/** How the customer can answer a quote, or how it was answered. Empty for other documents. */
export function answerSection(section: Section): Markup {
  const { open, state, shown } = section;
  if (open.document.type !== 'quote') return new Markup('');
  const { answer } = textsIn(open.language);
  return markup`<section class="answer" id="answer">
    <h2>${answer.title}</h2>
    ${notice(open, shown)} ${state.canAnswer ? forms(section) : outcome(section, open.document.record)}
  </section>`;
}

function forms({ open, printed, shown }: Section): Markup {
  const { answer } = textsIn(open.language);
  const isDeclining = shown.posted?.answer === 'decline';
  const start = (value: string) =>
    markup`<form method="post" action="${addressOf(open)}#answer">
      <input type="hidden" name="answer" value="${value}" />
      <input type="hidden" name="seen" value="${seenOf(printed)}" />`;
  const end = new Markup('</form>');
  return markup`${start('accept')}
      ${nameField(open, shown, 'by', !isDeclining)}
      <p class="muted">${answer.consent(printed.seller.name)}</p>
      <button>${answer.accept}</button>
    ${end}
    <details ${isDeclining ? new Markup('open') : ''}>
      <summary>${answer.declineTitle}</summary>
      ${start('decline')}
        ${nameField(open, shown, 'declined-by', isDeclining)}
        <div class="field">
          <label for="reason">${answer.reason}</label>
          <input id="reason" name="reason" maxlength="300" autocomplete="off" value="${shown.posted?.reason ?? ''}" />
        </div>
        <button class="quiet">${answer.decline}</button>
      ${end}
    </details>`;
}

/** The field for the name in one of the two forms, with what was typed if that form was sent. */
function nameField(open: OpenDocument, { error, posted }: Shown, id: string, isSent: boolean): Markup {
  const { answer, nameMissing } = textsIn(open.language);
  const isMissing = isSent && isOfName(error);
  const known = open.client?.name ?? '';
  return markup`<div class="field">
    <label for="${id}">${answer.name}</label>
    <input
      id="${id}"
      name="by"
      required
      maxlength="120"
      autocomplete="name"
      value="${isSent ? (posted?.by ?? known) : known}"
      ${isMissing ? new Markup(`aria-invalid="true" aria-describedby="${id}-error"`) : ''}
    />
    ${isMissing ? markup`<p class="error" id="${id}-error">${nameMissing}</p>` : ''}
  </div>`;
}

const isOfName = (error: ProblemError | undefined): boolean =>
  error?.errors?.some(({ pointer }) => pointer === '/by') ?? false;

/** Why an answer was refused. */
function notice(open: OpenDocument, { error }: Shown): Markup {
  if (!error || isOfName(error)) return new Markup('');
  const texts = textsIn(open.language);
  const isChanged = error.detail === 'quote_changed';
  const conflict = isChanged ? texts.changed : texts.answered;
  const others = error.code === 'too_many_requests' ? texts.busy : texts.failed;
  return markup`<div class="notice" role="alert"><p>${error.code === 'conflict' ? conflict : others}</p></div>`;
}

function outcome({ open, printed, formats: { date } }: Section, quote: Quote): Markup {
  const texts = textsIn(open.language);
  const { settings } = open.context;
  const { acceptedAt, declinedAt, answeredBy = '' } = quote;
  const day = (at: string) => date(dateIn(settings.timeZone, at));
  if (acceptedAt !== undefined)
    return markup`<p role="status">${texts.acceptedBy(answeredBy, day(acceptedAt))}</p>`;
  if (declinedAt !== undefined)
    return markup`<p role="status">${texts.declinedBy(answeredBy, day(declinedAt))}</p>`;
  return markup`<p role="status">${texts.expiredText(printed.seller.name)}</p>`;
}
