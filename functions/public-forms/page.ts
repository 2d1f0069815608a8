import { customQuestion, type Form } from '#contract/form.ts';
import type { Language } from '#contract/language.ts';
import type { FieldFault, ProblemError } from '#contract/problem.ts';
import { consentField, tokenField, trapField, trapFields } from '#contract/public-form.ts';
import { NotHeld } from '#data/forms/held-directory.ts';
import { retryAfterHeader } from '#http/retry-after.ts';
import { Page } from '#http/page.ts';
import { htmlPage, pagePolicy } from '#http/html-page.ts';
import { Markup, markup } from '#http/markup.ts';
import type { OpenForm } from '#data/forms/open-form.ts';
import { fieldLabels } from '#contract/form-start.ts';
import type { Question } from '#data/forms/questions.ts';
import { formQuestion, questionErrorText } from './page-question.ts';
import { style } from './style.ts';
import { errorText, textsIn } from './texts.ts';

/** How a form is shown: for the first time, or again with the previous answers and errors. */
export interface Shown {
  status: number;
  token: string;
  posted?: Readonly<Record<string, string>>;
  error?: ProblemError;
  isStale?: boolean;
  /** Questions that the visitor answered although the form doesn't ask them any more. */
  former?: readonly Question[];
}

export function formPage(open: OpenForm, shown: Shown): Page {
  const { form } = open;
  const texts = textsIn(form.language);
  const errors = shown.error?.errors ?? [];
  const body = markup`<h1>${form.title}</h1>
    ${form.intro === undefined ? '' : markup`<p>${form.intro}</p>`} ${notice(open, shown)}
    <form method="post">
      <p class="muted">${texts.required}</p>
      ${open.questions.map((question) => formQuestion(open, question, shown.posted?.[question.field], errors))}
      ${formerAnswers(open, shown, errors)} ${consent(form, shown, errors)} ${trap(texts.trap)}
      <input type="hidden" name="${tokenField}" value="${shown.token}" />
      <button>${texts.send}</button>
    </form>`;
  const title = shown.error ? `${texts.error}: ${form.title}` : form.title;
  return pageOf(shown.status, form.language, title, body, headersOf(form, shown.error));
}

/** Answers that the form has no question for any more stay on the page, so that they are sent again with the others. */
function formerAnswers(
  open: OpenForm,
  { posted, former = [] }: Shown,
  errors: readonly FieldFault[],
): Markup | string {
  if (former.length === 0) return '';
  const { formerTitle, former: about } = textsIn(open.form.language);
  return markup`<h2>${formerTitle}</h2>
    <p class="muted">${about}</p>
    ${former.map((question) => formQuestion(open, question, posted?.[question.field], errors))}`;
}

/**
 * A field that nobody sees. Browsers and password managers fill in no field that is read-only and can't have the focus;
 * programs that read the page's source do.
 */
const trap = (label: string): Markup =>
  markup`<div class="trap" aria-hidden="true" inert>
    <label for="trap">${label}</label>
    <input
      id="trap"
      name="${trapField}"
      tabindex="-1"
      autocomplete="off"
      readonly
      data-1p-ignore
      data-lpignore="true"
      data-bwignore
      data-form-type="other"
    />
  </div>`;

/**
 * The response to a submission: a redirect to the form's target, if it has one, otherwise a page. In a frame, a page
 * with a link replaces the redirect, because the target would open inside the frame or refuse to be framed.
 */
export function thanksPage({ form }: OpenForm, isInFrame: boolean): Page {
  const texts = textsIn(form.language);
  const { redirectTo } = form;
  if (redirectTo !== undefined && !isInFrame)
    return new Page(303, '', { ...headersOf(form), location: new URL(redirectTo).href });
  const link = redirectTo && markup`<a class="button" href="${redirectTo}" target="_top">${texts.goOn}</a>`;
  const body = markup`<h1>${texts.sentTitle}</h1>
    <p role="status">${form.thanks}</p>
    ${link ?? ''}`;
  return pageOf(200, form.language, texts.sentTitle, body, headersOf(form));
}

/**
 * The page for a URL that has no form. It is the same for unknown, inactive and deleted forms. Whoever has sent something
 * there sees it once more, and that nobody has received it.
 */
export function nothingPage(language: Language, posted: Readonly<Record<string, string>> = {}): Page {
  const texts = textsIn(language);
  const internal = new Set([consentField, tokenField, ...trapFields]);
  const answers = Object.entries(posted).filter(([name, text]) => !internal.has(name) && text.trim() !== '');
  const lines = answers.map(([name, text], index) => {
    const id = `sent-${index}`;
    return markup`<div class="field">
      <label for="${id}">${fieldLabels[language][name] ?? name.replace(customQuestion, '')}</label>
      <textarea id="${id}" readonly>\n${text}</textarea>
    </div>`;
  });
  const body = markup`<h1>${texts.nothingTitle}</h1>
    <p>${texts.nothing}</p>
    ${lines.length === 0 ? '' : markup`<div class="notice" role="alert"><p>${texts.notSent}</p></div> ${lines}`}`;
  return pageOf(404, language, texts.nothingTitle, body, { 'content-security-policy': policyOf([], '') });
}

const pageOf = (
  status: number,
  language: string,
  title: string,
  body: Markup,
  headers: Record<string, string>,
): Page => htmlPage({ status, language, title, body, style, headers });

/**
 * Headers of a form's pages. If the form redirects, other sites are permitted as targets, because some browsers also
 * apply form-action to redirects after a submission.
 */
function headersOf(form: Form, error?: ProblemError): Record<string, string> {
  const target = form.redirectTo === undefined ? '' : ' https:';
  return {
    'content-security-policy': policyOf(["'self'", ...form.allowedOrigins], target),
    ...(error ? retryAfterHeader(error) : {}),
  };
}

const policyOf = (ancestors: readonly string[], target: string): string =>
  pagePolicy({ style, formAction: `'self'${target}`, ancestors });

/** The reasons for the refusal, with a link to each answer to correct. */
function notice(open: OpenForm, { error, isStale, posted, former = [] }: Shown): Markup | string {
  if (!error) return '';
  const { form } = open;
  const texts = textsIn(form.language);
  if (isStale) return markup`<div class="notice" role="alert"><p>${texts.stale}</p></div>`;
  const asked = new Map([...open.questions, ...former].map((question) => [`/${question.field}`, question]));
  // An error without a pointer concerns the organization, such as its limit on records, and not an answer.
  const ofAnswers = (error.errors ?? []).filter(({ pointer }) => pointer !== '');
  const lines = ofAnswers.map((entry) => {
    const question = asked.get(entry.pointer);
    const label = question?.label ?? '';
    const text = question
      ? questionErrorText(form.language, question, entry, posted?.[question.field])
      : errorText(form.language, entry);
    return markup`<li><a href="#f-${entry.pointer.slice(1)}">${label && `${label}: `}${text}</a></li>`;
  });
  if (lines.length === 0) {
    const text = error instanceof NotHeld ? notReceived(open) : (texts.refused[error.code] ?? texts.failed);
    return markup`<div class="notice" role="alert"><p>${text}</p></div>`;
  }
  return markup`<div class="notice" role="alert">
    <h2>${texts.errorsTitle}</h2>
    <ul>
      ${lines}
    </ul>
  </div>`;
}

/** Says that a submission wasn't received, and how else the organization can be reached. */
const notReceived = ({ form, settings }: OpenForm): string =>
  textsIn(form.language).notReceived(settings.name, form.otherContact);

/**
 * The checkbox for consent. When the form is shown again, it stays ticked unless the token is stale, because the text
 * may have changed.
 */
function consent(form: Form, { posted, isStale }: Shown, errors: readonly FieldFault[]): Markup | string {
  if (form.consentText === undefined) return '';
  const error = errors.find(({ pointer }) => pointer === `/${consentField}`);
  const id = `f-${consentField}`;
  const isTicked = posted?.[consentField] === 'yes' && !isStale;
  return markup`<div class="field check">
    <input
      type="checkbox"
      id="${id}"
      name="${consentField}"
      value="yes"
      required
      ${isTicked ? new Markup('checked') : ''}
      ${error ? markup`aria-invalid="true" aria-describedby="${id}-error"` : ''}
    />
    <label for="${id}">${form.consentText} *</label>
    ${error ? markup`<p class="error" id="${id}-error">${errorText(form.language, error)}</p>` : ''}
  </div>`;
}
