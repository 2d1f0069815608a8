import type { InputOf, OutputOf } from '#contract/operation.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { publicIssues } from '#contract/public-issue.ts';
import { downloadAnswerFile } from '#data/entries/answer-files.ts';
import { countAddress } from '#data/limits/attempt-count.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { Page } from '#http/page.ts';
import { openIssue, type Opening } from './open-issue.ts';
import { issuePage, nothingPage, pageHeaders } from './page.ts';

type Operations = typeof publicIssues.operations;

export async function page(visit: VisitorContext, opening: Opening): Promise<Page> {
  try {
    return await issuePage(await openIssue(visit, opening), { status: 200 });
  } catch (error) {
    return pageOfNothing(visit, error);
  }
}

/**
 * For visitors who requested a page, replaces a `not_found` error with an HTML page, which shows what was typed. All other
 * errors are thrown again.
 */
export function pageOfNothing({ visitor }: VisitorContext, error: unknown, typed?: string): Page {
  if (error instanceof ProblemError && error.code === 'not_found' && visitor.wantsPage)
    return nothingPage(visitor.language, typed);
  throw error;
}

const fileLimit = {
  kind: 'issue-files',
  most: limits.documentFilesPerAddress,
  spanSeconds: limits.documentSpanSeconds,
} as const;

export async function file(
  visit: VisitorContext,
  { fileId, ...opening }: InputOf<Operations['file']>,
): Promise<OutputOf<Operations['file']> | Page> {
  try {
    const { context, parent } = await openIssue(visit, opening);
    await countAddress(visit, fileLimit, visit.visitor.address, visit.now);
    const address = await downloadAnswerFile(context, parent, fileId);
    return visit.visitor.wantsPage ? new Page(303, '', { ...pageHeaders(), location: address.url }) : address;
  } catch (error) {
    return pageOfNothing(visit, error);
  }
}
