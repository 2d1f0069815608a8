import { problemStatuses, ProblemError, TooManyRequests } from '#contract/problem.ts';
import type { HeldReason } from '#contract/held-submission.ts';
import { tokenField, trapFields } from '#contract/public-form.ts';
import { limits } from '#contract/limits.ts';
import { formerQuestions, withFormerAnswers } from '#data/forms/former-answers.ts';
import type { OpenForm } from '#data/forms/open-form.ts';
import type { Question } from '#data/forms/questions.ts';
import { answersIn, unknownNames } from '#data/forms/values.ts';
import { countAddress, countAttempt } from '#data/limits/attempt-count.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import type { Page } from '#http/page.ts';
import { checkOrigin, openForm } from './open-form.ts';
import { formPage, thanksPage, type Shown } from './page.ts';
import { pageOfNothing } from './show.ts';
import { holdSubmission, takeSubmission } from './take-submission.ts';
import { tokenAgain, tokenState } from './token.ts';

const postLimit = {
  kind: 'form-posts',
  most: limits.formPostsPerAddress,
  spanSeconds: limits.formSpanSeconds,
} as const;

/** Keeps one address from using up the records that a form creates a day. */
const dayLimit = {
  kind: 'form-posts-day',
  most: limits.formPostsPerAddressPerDay,
  spanSeconds: 86_400,
} as const;

const tokenLimit = {
  kind: 'form-token',
  most: limits.formPostsPerToken,
  spanSeconds: limits.formFillHoursMax * 3600,
} as const;

type Posted = Record<string, string>;
type Thanks = { thanks: string; redirectTo?: string };

/**
 * Accepts a submission. If it is refused and the visitor expects HTML, the response is the form page with everything
 * that the visitor typed.
 */
export async function submit(
  context: VisitorContext,
  { formId, body }: { formId: string; body: Posted },
): Promise<Thanks | Page> {
  const open = await openForm(context, formId).catch((error: unknown) => pageOfNothing(context, error, body));
  if (!('form' in open)) return open;
  // Programs are told about questions that the form doesn't have. A page can be outdated without the visitor's fault.
  const former = context.visitor.wantsPage ? await formerQuestions(context, open, body) : [];
  try {
    await take(context, open, former, body);
    return thanked(context, open);
  } catch (error) {
    if (!context.visitor.wantsPage || !(error instanceof ProblemError)) throw error;
    return formPage(open, { ...againAs(context, open, body, error), former });
  }
}

/**
 * Creates a record, or holds a submission for review that fills in the hidden field or comes faster than most people
 * type. Either can also be a browser that fills in forms by itself, so nothing is dropped.
 */
async function take(
  context: VisitorContext,
  open: OpenForm,
  former: readonly Question[],
  posted: Posted,
): Promise<void> {
  checkOrigin(context, open.form);
  const { address } = context.visitor;
  await countAddress(context, postLimit, address, context.now);
  await countAddress(context, dayLimit, address, context.now, { of: open.form.id });
  const state = tokenState(open.form, posted[tokenField], context.now);
  if (state === 'stale') throw new StaleForm();
  const { wantsPage: isTyped } = context.visitor;
  const answers = withFormerAnswers(open, answersIn(open, posted, isTyped), { former, posted, isTyped });
  const unknown = isTyped ? [] : unknownNames(open, posted);
  const errors = [...answers.errors, ...unknown];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  await countToken(context, posted[tokenField] ?? '');
  const reasons: HeldReason[] = [
    ...(trapFields.some((name) => (posted[name] ?? '') !== '') ? (['hiddenField'] as const) : []),
    ...(state === 'early' ? (['tooFast'] as const) : []),
  ];
  await (reasons.length === 0
    ? takeSubmission(context, open, answers, posted)
    : holdSubmission(context, open, { values: answers.values, former, posted, isTyped, reasons }));
}

/**
 * Counts a submission with the token of the page that was shown. Pages with a used-up token are shown again with a new
 * one, so that a program needs a page for every few records that it creates.
 */
async function countToken(context: VisitorContext, token: string): Promise<void> {
  await countAttempt(context, tokenLimit, token, context.now).catch((error: unknown) => {
    throw error instanceof TooManyRequests ? new StaleForm() : error;
  });
}

/** The form was open for too long, or its consent text has changed. */
class StaleForm extends ProblemError {
  constructor() {
    super('invalid_input', undefined, [{ pointer: `/${tokenField}`, code: 'stale_form' }]);
  }
}

function thanked({ visitor }: VisitorContext, open: OpenForm): Thanks | Page {
  const { thanks, redirectTo } = open.form;
  if (visitor.wantsPage) return thanksPage(open, visitor.isInFrame);
  return { thanks, ...(redirectTo === undefined ? {} : { redirectTo }) };
}

/** Shows the form again with the previous answers and with its token, which is replaced if it is stale. */
function againAs(context: VisitorContext, { form }: OpenForm, posted: Posted, error: ProblemError): Shown {
  const isStale = error instanceof StaleForm;
  const token = isStale ? tokenAgain(form, context.now) : (posted[tokenField] ?? '');
  return { status: problemStatuses[error.code], error, isStale, posted, token };
}
