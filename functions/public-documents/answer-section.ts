import type { ProblemError } from '#contract/problem.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { Formats } from '#data/billing/pdf/formats.ts';
import { dateIn } from '#data/values/day.ts';
import { Markup, markup } from '#http/markup.ts';
import { seenOf, type OpenDocument } from './open-document.ts';
import type { Shown } from './shown.ts';
import type { StateShown } from './state-shown.ts';
import { textsIn } from './texts.ts';

interface Section {
  open: OpenDocument;
  /** The name of the seller. */
  seller: string;
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

function forms({ open, seller, shown: { error, posted } }: Section): Markup {
  const { answer, nameMissing } = textsIn(open.language);
  const isNameMissing = isOfName(error);
  const name = (id: string, isFirst: boolean) =>
    markup`<div class="field">
      <label for="${id}">${answer.name}</label>
      <input
        id="${id}"
        name="by"
        required
        maxlength="120"
        autocomplete="name"
        value="${posted?.by ?? ''}"
        ${isFirst && isNameMissing ? new Markup(`aria-invalid="true" aria-describedby="${id}-error"`) : ''}
      />
      ${isFirst && isNameMissing ? markup`<p class="error" id="${id}-error">${nameMissing}</p>` : ''}
    </div>`;
  const hidden = (value: string) =>
    markup`<input type="hidden" name="answer" value="${value}" />
      <input type="hidden" name="seen" value="${seenOf(open)}" />`;
  return markup`<form method="post">
      ${name('by', true)}
      <p class="muted">${answer.consent(seller)}</p>
      ${hidden('accept')} <button>${answer.accept}</button>
    </form>
    <details>
      <summary>${answer.declineTitle}</summary>
      <form method="post">
        ${name('declined-by', false)}
        <div class="field">
          <label for="reason">${answer.reason}</label>
          <input id="reason" name="reason" maxlength="300" autocomplete="off" value="${posted?.reason ?? ''}" />
        </div>
        ${hidden('decline')} <button class="quiet">${answer.decline}</button>
      </form>
    </details>`;
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

function outcome({ open, seller, formats: { date } }: Section, quote: Quote): Markup {
  const texts = textsIn(open.language);
  const { settings } = open.context;
  const { acceptedAt, declinedAt, answeredBy = '' } = quote;
  const day = (at: string) => date(dateIn(settings.timeZone, at));
  if (acceptedAt !== undefined)
    return markup`<p role="status">${texts.acceptedBy(answeredBy, day(acceptedAt))}</p>`;
  if (declinedAt !== undefined)
    return markup`<p role="status">${texts.declinedBy(answeredBy, day(declinedAt))}</p>`;
  return markup`<p role="status">${texts.expiredText(seller)}</p>`;
}
