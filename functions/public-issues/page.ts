import { randomUUID } from 'node:crypto';
import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { linkedParts } from '#contract/link-text.ts';
import type { Note } from '#contract/note.ts';
import type { ProblemError } from '#contract/problem.ts';
import { publicIssues } from '#contract/public-issue.ts';
import { pageOfAnswers } from '#data/entries/issue-answers.ts';
import { paragraphsOf } from '#data/mail/markdown-text.ts';
import { isDone } from '#data/records/issue-clock.ts';
import { stateOf } from '#data/records/issue.ts';
import { htmlPage, languageLink, pagePolicy } from '#http/html-page.ts';
import { Markup, markup } from '#http/markup.ts';
import type { Page } from '#http/page.ts';
import { retryAfterHeader } from '#http/retry-after.ts';
import type { OpenIssue } from './open-issue.ts';
import { style } from './style.ts';
import { textsIn } from './texts.ts';

/** How an issue is shown: by itself, or after an answer that was refused. */
interface Shown {
  status: number;
  error?: ProblemError;
  typed?: string;
}

/** The address of an issue or of one of its parts. The key has no character with a meaning in queries. */
export const addressOf = ({ key, language }: OpenIssue, part = '', shownIn: Language = language): string =>
  `${publicIssues.operations.page.path}${part}?key=${key}&language=${shownIn}`;

export const pageHeaders = (): Record<string, string> => ({
  'content-security-policy': pagePolicy({ style, formAction: "'self'" }),
});

/** The page of an issue: what was written, oldest first, and a field to answer. */
export async function issuePage(open: OpenIssue, shown: Shown): Promise<Page> {
  const { context, parent, issue, language } = open;
  const { settings } = context;
  const texts = textsIn(language);
  const { items, nextCursor } = await pageOfAnswers(context, parent.key, { limit: limits.pageSizeMax });
  const { names, name } = settings.issueStatuses.find(({ id }) => id === issue.statusId) ?? {};
  const status = names?.[language] ?? name;
  const body = markup`<header><p>${settings.name}</p></header>
    <h1>${issue.subject}</h1>
    <p class="muted">${issue.code}${status === undefined ? '' : ` · ${status}`}</p>
    ${notice(language, shown)}
    <section aria-label="${texts.conversation}">
      ${firstEntry(open)}
      ${nextCursor === undefined ? '' : markup`<p class="muted">${texts.earlier}</p>`}
      ${items.toReversed().map((note) => answerEntry(open, note))}
    </section>
    ${answerForm(open, shown)}
    <footer>
      <p>${languageLink(addressOf(open, '', other[language]), other[language], texts.otherLanguage)}</p>
    </footer>`;
  const title = `${issue.code} · ${settings.name}`;
  return htmlPage({
    ...{ status: shown.status, language, body, style },
    title: shown.error ? `${texts.error}: ${title}` : title,
    headers: { ...pageHeaders(), ...(shown.error ? retryAfterHeader(shown.error) : {}) },
  });
}

const other: Record<Language, Language> = { en: 'es', es: 'en' };

interface Entry {
  /** Undefined if either side can have written it. */
  isOwn?: boolean;
  at: string;
  body: Markup[];
  id?: string;
  files?: Note['files'];
}

/** What the issue began with. Only of a form it is known that the visitor has written it. */
function firstEntry(open: OpenIssue): Markup {
  const { createdAt: at, description, subject, formName } = open.issue;
  const own = formName === undefined ? {} : { isOwn: true };
  return entry(open, { ...own, at, body: typedText(description ?? subject) });
}

/** Members write Markdown; customers don't. */
const answerEntry = (open: OpenIssue, note: Note): Markup => {
  const { id, createdAt: at, contactId, isByVisitor, files } = note;
  const isOwn = contactId !== undefined || isByVisitor === true;
  const body = isOwn ? typedText(note.body) : paragraphsOf(note.body).flatMap(typedText);
  return entry(open, { id, isOwn, at, body, files });
};

function entry(open: OpenIssue, { id, isOwn, at, body, files = [] }: Entry): Markup {
  const { language, context } = open;
  const texts = textsIn(language);
  const { timeZone, name } = context.settings;
  const time = new Date(at).toLocaleString(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const links = files.map(
    ({ id: fileId, name: fileName }) =>
      markup`<li><a href="${addressOf(open, `/files/${fileId}`)}">${fileName}</a></li>`,
  );
  const who = isOwn === undefined ? '' : markup`<b>${isOwn ? texts.you : name}</b> `;
  return markup`<article class="${isOwn === true ? 'own' : 'team'}" ${id === undefined ? '' : markup`id="answer-${id}"`}>
    <p class="who">${who}<time datetime="${at}">${time}</time></p>
    ${body} ${links.length === 0 ? '' : markup`<ul>${links}</ul>`}
  </article>`;
}

/** A text that somebody has typed, whose web addresses are links. */
const typedText = (text: string): Markup[] => {
  const parts = linkedParts(text).map((part) =>
    part.url === undefined
      ? markup`${part.text}`
      : markup`<a href="${part.url}" rel="noopener noreferrer nofollow" target="_blank">${part.text}</a>`,
  );
  return text.trim() === '' ? [] : [markup`<p>${parts}</p>`];
};

function answerForm(open: OpenIssue, { error, typed = '' }: Shown): Markup {
  const { issue, context, language } = open;
  const texts = textsIn(language);
  const isOver = isDone(stateOf(issue, context.settings));
  const since = Date.parse(context.now) - Date.parse(issue.resolvedAt ?? context.now);
  const isClosed = isOver && since > limits.reopenDays * 86_400_000;
  if (isClosed && typed === '') return markup`<p class="notice calm">${texts.closed}</p>`;
  const isMissing = error?.errors?.some(({ pointer }) => pointer === '/body') ?? false;
  return markup`<form method="post" action="${addressOf(open)}" id="answer">
    <input type="hidden" name="once" value="${randomUUID()}" />
    <div class="field">
      <label for="body">${isOver ? texts.answerAgain : texts.answer}</label>
      <textarea
        id="body"
        name="body"
        required
        maxlength="${limits.noteCharacters}"
        ${isMissing ? new Markup('aria-invalid="true" aria-describedby="body-error"') : ''}
      >\n${typed}</textarea>
      ${isMissing ? markup`<p class="error" id="body-error">${texts.empty}</p>` : ''}
    </div>
    <button>${texts.send}</button>
  </form>`;
}

/** Why an answer was refused. */
function notice(language: Language, { error }: Shown): Markup | string {
  if (!error || error.code === 'invalid_input') return '';
  const texts = textsIn(language);
  const isClosed = typeof error.detail === 'object' && error.detail.code === 'issue_closed';
  const others = error.code === 'too_many_requests' ? texts.busy : texts.failed;
  return markup`<div class="notice" role="alert"><p>${isClosed ? texts.closed : others}</p></div>`;
}

/**
 * The page for a link that leads nowhere. It is the same for links that never existed, have ended or were revoked. Whoever
 * has typed an answer sees it once more.
 */
export function nothingPage(language: Language, typed = ''): Page {
  const texts = textsIn(language);
  const kept =
    typed.trim() === ''
      ? ''
      : markup`<div class="notice" role="alert"><p>${texts.notSent}</p></div>
          <textarea readonly aria-label="${texts.answer}">\n${typed}</textarea>`;
  const body = markup`<h1>${texts.nothingTitle}</h1>
    <p>${texts.nothing}</p>
    ${kept}`;
  return htmlPage({
    ...{ status: 404, language, body, style },
    title: texts.nothingTitle,
    headers: pageHeaders(),
  });
}
