import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { fieldProblem, problemStatuses, ProblemError } from '#contract/problem.ts';
import { answeringName, type publicDocuments } from '#contract/public-document.ts';
import { partiesIn } from '#data/billing/pdf/printed-records.ts';
import { countAddress } from '#data/limits/attempt-count.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { records } from '#data/records/records.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { Page } from '#http/page.ts';
import { openDocument, seenOf, stateOf, toPrint, type OpenDocument, type Opening } from './open-document.ts';
import { pageHeaders } from './headers.ts';
import { addressOf } from './address.ts';
import { documentPage } from './page.ts';
import { pageOfNothing } from './show.ts';

type Operations = typeof publicDocuments.operations;
type Answer = InputOf<Operations['answer']>['body'];
type Answered = OutputOf<Operations['answer']>;

const answerLimit = {
  kind: 'document-answers',
  most: limits.documentAnswersPerAddress,
  spanSeconds: limits.documentSpanSeconds,
} as const;

/**
 * Accepts or declines a quote. Browsers are redirected to the page, so that reloading it doesn't answer again. If the
 * answer is refused, they get the page with the reason and with what was typed.
 */
export async function answer(
  visit: VisitorContext,
  { body, ...opening }: Opening & { body: Answer },
): Promise<Answered | Page> {
  const open = await openDocument(visit, opening).catch((error: unknown) => pageOfNothing(visit, error));
  if (open instanceof Page) return open;
  try {
    if (open.document.type !== 'quote') throw new ProblemError('not_found');
    await countAddress(visit, answerLimit, visit.visitor.address, visit.now);
    await answerOnce(visit, opening, open, { ...body, by: nameOf(body) });
  } catch (error) {
    if (!visit.visitor.wantsPage || !(error instanceof ProblemError)) throw error;
    const now = await openDocument(visit, opening).catch((reason: unknown) => pageOfNothing(visit, reason));
    if (now instanceof Page) return now;
    return documentPage(now, { status: problemStatuses[error.code], error, posted: body });
  }
  if (visit.visitor.wantsPage)
    return new Page(303, '', { ...pageHeaders(), location: `${addressOf(open)}#answer` });
  return { answer: body.answer, by: nameOf(body) };
}

function nameOf({ by }: Answer): string {
  const parsed = answeringName.safeParse(by);
  if (!parsed.success) throw fieldProblem('/by', 'required');
  return parsed.data;
}

/** How often an answer is tried again because somebody changed the quote at the same time. */
const attemptsMax = 5;

async function answerOnce(
  visit: VisitorContext,
  opening: Opening,
  first: OpenDocument,
  body: Answer,
): Promise<void> {
  let open = first;
  for (let attempt = 1; ; attempt += 1) {
    if (isAnswered(open, body)) return;
    try {
      await write(open, body);
      return;
    } catch (error) {
      const isMoved = error instanceof ProblemError && error.code === 'precondition_failed';
      if (!isMoved) throw error;
      if (attempt === attemptsMax) throw new ProblemError('unavailable');
      open = await openDocument(visit, opening);
    }
  }
}

/** Whether the same person has given the same answer before, as by a double click. */
function isAnswered(open: OpenDocument, { answer: given, by }: Answer): boolean {
  if (open.document.type !== 'quote' || open.document.record.answeredBy !== by) return false;
  return stateOf(open) === (given === 'accept' ? 'accepted' : 'declined');
}

async function write(open: OpenDocument, { answer: given, by, reason, seen }: Answer): Promise<void> {
  const { context, document } = open;
  if (document.type !== 'quote') throw new ProblemError('conflict', 'quote_other_state');
  if (stateOf(open) !== 'sent') throw new ProblemError('conflict', 'quote_other_state');
  const printed = await toPrint(open);
  if (seen !== seenOf(printed)) throw new ProblemError('conflict', 'quote_changed');
  const patch = {
    ...(given === 'accept'
      ? { acceptedAt: context.now, answeredBy: by }
      : { declinedAt: context.now, answeredBy: by, declineReason: reason === '' ? null : (reason ?? null) }),
    parties: partiesIn(printed) ?? null,
  };
  const action = given === 'accept' ? 'acceptedOnline' : 'declinedOnline';
  await records(quoteRecords)(context).write(document.record, patch, action);
}
