import type { Form } from '#contract/form.ts';
import type { Language } from '#contract/language.ts';
import type { FieldFault, ProblemError } from '#contract/problem.ts';
import { consentField, tokenField, trapField } from '#contract/public-form.ts';
import { retryAfterHeader } from '#http/retry-after.ts';
import { Page } from '#http/page.ts';
import { htmlPage, pagePolicy } from '#http/html-page.ts';
import { Markup, markup } from '#http/markup.ts';
import type { OpenForm } from './open-form.ts';
import { formQuestion } from './page-question.ts';
import { style } from './style.ts';
import { errorText, textsIn } from './texts.ts';

/** How a form is shown: for the first time, or again with the previous answers and errors. */
export interface Shown {
  status: number;
  token: string;
  posted?: Readonly<Record<string, string>>;
  error?: ProblemError;
  isStale?: boolean;
}

export function formPage(open: OpenForm, shown: Shown): Page {
  const { form } = open;
  const texts = textsIn(form.language);
  const errors = shown.error?.errors ?? [];
  const body = markup`<h1>${form.title}</h1>
    ${form.intro === undefined ? '' : markup`<p>${form.intro}</p>`} ${notice(form, shown)}
    <form method="post">
      <p class="muted">${texts.required}</p>
      ${open.questions.map((question) => formQuestion(open, question, shown.posted?.[question.field], errors))}
      ${consent(form, shown, errors)}
      <div class="trap" aria-hidden="true">
        <label for="trap">${texts.trap}</label>
        <input id="trap" name="${trapField}" tabindex="-1" autocomplete="off" />
      </div>
      <input type="hidden" name="${tokenField}" value="${shown.token}" />
      <button>${texts.send}</button>
    </form>`;
  const title = shown.error ? `${texts.error}: ${form.title}` : form.title;
  return pageOf(shown.status, form.language, title, body, headersOf(form, shown.error));
}

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

/** The page for a URL that has no form. It is the same for unknown, inactive and deleted forms. */
export function nothingPage(language: Language): Page {
  const texts = textsIn(language);
  const body = markup`<h1>${texts.nothingTitle}</h1>
    <p>${texts.nothing}</p>`;
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
function notice(form: Form, { error, isStale }: Shown): Markup | string {
  if (!error) return '';
  const texts = textsIn(form.language);
  if (isStale) return markup`<div class="notice" role="alert"><p>${texts.stale}</p></div>`;
  const labels = new Map(form.fields.map(({ field, label }) => [`/${field}`, label]));
  // An error without a pointer concerns the organization, such as its limit on records, and not an answer.
  const ofAnswers = (error.errors ?? []).filter(({ pointer }) => pointer !== '');
  const lines = ofAnswers.map((entry) => {
    const label = labels.get(entry.pointer) ?? '';
    const text = errorText(form.language, entry);
    return markup`<li><a href="#f-${entry.pointer.slice(1)}">${label && `${label}: `}${text}</a></li>`;
  });
  if (lines.length === 0) {
    const text = texts.refused[error.code] ?? texts.failed;
    return markup`<div class="notice" role="alert"><p>${text}</p></div>`;
  }
  return markup`<div class="notice" role="alert">
    <h2>${texts.errorsTitle}</h2>
    <ul>
      ${lines}
    </ul>
  </div>`;
}

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
