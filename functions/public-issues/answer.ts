import { createHash } from 'node:crypto';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem, problemStatuses, ProblemError } from '#contract/problem.ts';
import type { publicIssues } from '#contract/public-issue.ts';
import { answerByCustomer } from '#data/entries/issue-answers.ts';
import { countAddress, countAttempt } from '#data/limits/attempt-count.ts';
import type { Context } from '#data/organization/context.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { Page } from '#http/page.ts';
import { openIssue, type OpenIssue, type Opening } from './open-issue.ts';
import { addressOf, issuePage, pageHeaders } from './page.ts';
import { pageOfNothing } from './show.ts';

type Operations = typeof publicIssues.operations;
type Body = InputOf<Operations['answer']>['body'];
type Answered = OutputOf<Operations['answer']>;

const addressLimit = {
  kind: 'issue-answers',
  most: limits.linkAnswersPerAddress,
  spanSeconds: limits.documentSpanSeconds,
} as const;
const linkLimit = {
  kind: 'issue-answers-link',
  most: limits.linkAnswersPerDay,
  spanSeconds: 86_400,
} as const;

/**
 * Answers the team. Browsers are redirected to the page, so that reloading it doesn't answer again. If the answer is
 * refused, they get the page with the reason and with what was typed.
 */
export async function answer(
  visit: VisitorContext,
  { body, ...opening }: Opening & { body: Body },
): Promise<Answered | Page> {
  const open = await openIssue(visit, opening).catch((error: unknown) =>
    pageOfNothing(visit, error, body.body),
  );
  if (open instanceof Page) return open;
  try {
    const text = body.body.trim();
    if (text === '') throw fieldProblem('/body', 'required');
    await countAddress(visit, addressLimit, visit.visitor.address, visit.now);
    await countAttempt(visit, linkLimit, open.key, visit.now);
    const { id, createdAt } = await write(visit, opening, open, { ...body, body: text });
    if (!visit.visitor.wantsPage) return { id, createdAt };
    return new Page(303, '', { ...pageHeaders(), location: `${addressOf(open)}#answer-${id}` });
  } catch (error) {
    if (!visit.visitor.wantsPage || !(error instanceof ProblemError)) throw error;
    if (error.code === 'not_found') return pageOfNothing(visit, error, body.body);
    return issuePage(open, { status: problemStatuses[error.code], error, typed: body.body });
  }
}

async function write(
  visit: VisitorContext,
  opening: Opening,
  { context, key, by }: OpenIssue,
  { body, once }: Body,
): Promise<Answered> {
  const bodyHash = createHash('sha256').update(`${key} ${once} ${body}`).digest('base64url');
  const inside: Context = {
    ...context,
    idempotency: { key: bodyHash, operation: 'public-issues.answer', bodyHashBy: () => bodyHash },
  };
  const load = async () => (await openIssue(visit, opening)).parent;
  return (await answerByCustomer(inside, load, { body, by })).answer;
}
