import type { Language } from '#contract/language.ts';
import { problemStatuses, type ProblemError } from '#contract/problem.ts';
import { readerOf, type Call, type Event } from './call.ts';
import { htmlPage, pagePolicy } from './html-page.ts';
import { markup, type Markup } from './markup.ts';
import type { Page } from './page.ts';
import { pageStyle } from './page-style.ts';
import { formValues, headerOf, isForm, isPage, wantsPage } from './parse.ts';
import { retryAfterHeader } from './retry-after.ts';
import { fieldErrorIn, problemDetail, problemTitle, type Reader } from './texts.ts';

const texts: Record<Language, { kept: string; again: string; reload: string }> = {
  en: {
    kept: 'What you typed is kept in this page. Send it again from here.',
    again: 'Send again',
    reload: 'Try again',
  },
  es: {
    kept: 'Lo que escribiste se conserva en esta página. Envíalo otra vez desde aquí.',
    again: 'Enviar otra vez',
    reload: 'Intentar de nuevo',
  },
};

/**
 * The page for a visitor whose request was refused where the operation can't show its own page: before it began, or
 * because it failed. A form that was sent is part of the page with all its values, so that it can be sent again.
 * Undefined if the caller is a program.
 */
export function refusalPage(call: Call, error: ProblemError): Page | undefined {
  const { event, matched, language } = call;
  const reader = readerOf(call);
  const operation = matched?.operation;
  const isSent = operation?.takesForms === true && isForm(event);
  const isShown = operation !== undefined && isPage(operation) && wantsPage(event);
  if (!isSent && !isShown) return undefined;
  const title = problemTitle(language, error.code);
  const body = markup`<h1>${title}</h1>
    ${error.detail ? markup`<p>${problemDetail(reader, error.detail)}</p>` : ''} ${faultsOf(reader, error)}
    ${isSent ? formAgain(event, language) : reload(event, language)}`;
  // A form can stand in a frame of another site, where its refusal has to be seen, too.
  const isInFrame = headerOf(event, 'sec-fetch-dest') === 'iframe';
  const policy = { style: pageStyle, formAction: "'self' https:", ancestors: isInFrame ? ['*'] : [] };
  return htmlPage({
    ...{ status: problemStatuses[error.code], language, title, body, style: pageStyle },
    headers: {
      'content-security-policy': pagePolicy(policy),
      'referrer-policy': 'no-referrer',
      ...retryAfterHeader(error),
    },
  });
}

function faultsOf(reader: Reader, { errors = [] }: ProblemError): Markup | string {
  if (errors.length === 0) return '';
  const lines = errors.map((fault) => {
    const { pointer, message } = fieldErrorIn(reader, fault);
    return markup`<li>${pointer.slice(1)}: ${message}</li>`;
  });
  return markup`<div class="notice" role="alert">
    <ul>
      ${lines}
    </ul>
  </div>`;
}

/** The form as it was sent, or only the reason if it can't be read. */
function formAgain(event: Event, language: Language): Markup | string {
  const values = readable(event);
  if (!values) return '';
  const fields = Object.entries(values).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return markup`<p>${texts[language].kept}</p>
    <form method="post" action="${addressOf(event)}">
      ${fields}
      <button>${texts[language].again}</button>
    </form>`;
}

function readable(event: Event): Record<string, string> | undefined {
  try {
    return formValues(event);
  } catch {
    return undefined;
  }
}

const reload = (event: Event, language: Language): Markup =>
  markup`<p><a class="button" href="${addressOf(event)}">${texts[language].reload}</a></p>`;

const addressOf = ({ rawPath, rawQueryString }: Event): string =>
  rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`;
