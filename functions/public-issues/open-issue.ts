import type { Language } from '#contract/language.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { CustomerSide } from '#data/entries/issue-answers.ts';
import { findIssueLink, linkedIssue } from '#data/entries/issue-links.ts';
import type { NoteParent } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { followLink } from '#http/follow-link.ts';

/** What a visitor sends to open an issue. */
export interface Opening {
  key?: string | undefined;
  language?: Language | undefined;
}

/** An issue that somebody has opened with a link. */
export interface OpenIssue {
  /** Can do anything in the organization, so it must be used for this issue only. */
  context: Context;
  parent: NoteParent<Issue>;
  issue: Issue;
  by: CustomerSide;
  language: Language;
  key: string;
}

/**
 * The issue of a link. Throws the same `not_found` for a link that is unknown, has expired or was revoked, and for an issue
 * that isn't answered to the recipient of the link any more.
 */
export async function openIssue(visit: VisitorContext, { key = '', language }: Opening): Promise<OpenIssue> {
  const { link, context } = await followLink(visit, () => findIssueLink(visit, key, visit.now));
  const linked = await linkedIssue(context, link);
  if (!linked) throw new ProblemError('not_found');
  const { by, ...parent } = linked;
  const issue = parent.record;
  return { context, parent, issue, by, language: language ?? link.language, key };
}
