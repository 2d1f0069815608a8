import type { Language } from '#contract/language.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { CustomerSide } from '#data/entries/issue-answers.ts';
import { findIssueLink, linkedIssue } from '#data/entries/issue-links.ts';
import type { NoteParent } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import { unrestrictedContext } from '#data/organization/rights.ts';
import { settingsOf } from '#data/organization/settings.ts';
import type { UserContext, VisitorContext } from '#data/store/request-context.ts';

/** What a visitor sends to open an issue. */
export interface Opening {
  key?: string | undefined;
  language?: Language | undefined;
}

/** An issue that somebody has opened with a link. */
export interface OpenIssue {
  /** Can do anything in the organization, so it must be used for this issue only. */
  context: Context;
  parent: NoteParent;
  issue: Issue;
  by: CustomerSide;
  language: Language;
  key: string;
}

/** Headers of all answers. The address has a secret, so it is told to nobody and found by no search engine. */
const linkHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/**
 * The issue of a link. Throws the same `not_found` for a link that is unknown, has expired or was revoked, and for an issue
 * that isn't answered to the recipient of the link any more.
 */
export async function openIssue(visit: VisitorContext, { key = '', language }: Opening): Promise<OpenIssue> {
  Object.assign(visit.visitor.answerHeaders, linkHeaders);
  const link = await findIssueLink(visit, key, visit.now);
  const settings = link && (await settingsOf(visit, link.org));
  if (!settings) throw new ProblemError('not_found');
  const { units, prefetched, requestId, now, visitor } = visit;
  const base: UserContext = {
    ...{ units, prefetched, requestId, now },
    reply: {},
    actor: { userId: link.recordId },
    via: 'link',
    address: visitor.address,
  };
  const context = unrestrictedContext(base, link.org, settings);
  const linked = await linkedIssue(context, link);
  if (!linked) throw new ProblemError('not_found');
  const { by, ...parent } = linked;
  const issue = parent.record as unknown as Issue;
  return { context, parent, issue, by, language: language ?? link.language, key };
}
