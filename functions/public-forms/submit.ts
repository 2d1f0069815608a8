import { problemCodes, ProblemError } from '#contract/problem.ts';
import { tokenField, trapField } from '#contract/public-form.ts';
import type { VisitorContext } from '#data/context.ts';
import type { Page } from '#http/answer.ts';
import { checkOrigin, openForm, type OpenForm } from './open-form.ts';
import { formPage, thanksPage, type Shown } from './page.ts';
import { countPost } from './post-limit.ts';
import { pageOfNothing } from './show.ts';
import { takeLead } from './take-lead.ts';
import { tokenAgain, tokenState } from './token.ts';
import { leadValues, unknownNames } from './values.ts';

type Posted = Record<string, string>;
type Thanks = { thanks: string; redirectTo?: string };

/** Takes what a visitor sent. Whoever sent it from a page is answered with one, where nothing that was typed is lost. */
export async function submit(
  context: VisitorContext,
  { formId, body }: { formId: string; body: Posted },
): Promise<Thanks | Page> {
  const open = await openForm(context, formId).catch((error: unknown) => pageOfNothing(context, error));
  if (!('form' in open)) return open;
  try {
    await take(context, open, body);
    return thanked(context, open);
  } catch (error) {
    if (!context.visitor.wantsPage || !(error instanceof ProblemError)) throw error;
    return formPage(open, againAs(context, open, body, error));
  }
}

/** Programs that fill in what people do not see, or faster than they type, are thanked and nothing is written. */
async function take(context: VisitorContext, open: OpenForm, posted: Posted): Promise<void> {
  checkOrigin(context, open.form);
  const state = tokenState(open.form, posted[tokenField], context.now);
  if ((posted[trapField] ?? '') !== '' || state === 'early' || state === 'forged') return;
  await countPost(context);
  if (state === 'stale') throw new StaleForm();
  const { errors, ...answers } = leadValues(open, posted);
  const unknown = context.visitor.wantsPage ? [] : unknownNames(open, posted);
  if (errors.length + unknown.length > 0)
    throw new ProblemError('invalid_input', undefined, [...errors, ...unknown]);
  await takeLead(context, open, answers, posted);
}

/** The form was open for long, or what is to be agreed to is another text now. */
class StaleForm extends ProblemError {
  constructor() {
    super('invalid_input', undefined, [
      { pointer: `/${tokenField}`, code: 'expired', message: 'Ask for the form again and send it once more' },
    ]);
  }
}

function thanked({ visitor }: VisitorContext, open: OpenForm): Thanks | Page {
  const { thanks, redirectTo } = open.form;
  if (visitor.wantsPage) return thanksPage(open, visitor.isInFrame);
  return { thanks, ...(redirectTo === undefined ? {} : { redirectTo }) };
}

/** The form once more with what was typed, its token as it was where that is good. */
function againAs(context: VisitorContext, { form }: OpenForm, posted: Posted, error: ProblemError): Shown {
  const isStale = error instanceof StaleForm;
  const token = isStale ? tokenAgain(form, context.now) : (posted[tokenField] ?? '');
  return { status: problemCodes[error.code].status, error, isStale, posted, token };
}
