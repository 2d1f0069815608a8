import type { OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { formHeightPx, type publicForms } from '#contract/public-form.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import type { Page } from '#http/page.ts';
import { checkOrigin, openForm } from './open-form.ts';
import { formPage, nothingPage } from './page.ts';
import { newToken } from './token.ts';

interface One {
  formId: string;
}

export async function page(context: VisitorContext, { formId }: One): Promise<Page> {
  try {
    const open = await openForm(context, formId);
    return formPage(open, { status: 200, token: newToken(open.form, context.now) });
  } catch (error) {
    return pageOfNothing(context, error);
  }
}

/**
 * For visitors who requested a page, replaces a `not_found` error with an HTML page, which shows what was sent. All other
 * errors are thrown again.
 */
export function pageOfNothing(
  { visitor }: VisitorContext,
  error: unknown,
  posted: Readonly<Record<string, string>> = {},
): Page {
  if (error instanceof ProblemError && error.code === 'not_found' && visitor.wantsPage)
    return nothingPage(visitor.language, posted);
  throw error;
}

export async function describe(
  context: VisitorContext,
  { formId }: One,
): Promise<OutputOf<typeof publicForms.operations.describe>> {
  const { form, questions } = await openForm(context, formId);
  const { language, title, intro, consentText } = form;
  return {
    language,
    title,
    ...(intro === undefined ? {} : { intro }),
    fields: questions.map(({ field, label, kind, isRequired, help, options }) => ({
      ...{ field, label, kind, isRequired },
      ...(help === undefined ? {} : { help }),
      ...(options.length > 0 ? { options: options.map(({ id, label }) => ({ id, label })) } : {}),
    })),
    ...(consentText === undefined ? {} : { consentText }),
    token: newToken(form, context.now),
  };
}

/** A script that inserts the form's frame after the script tag. */
export async function script(context: VisitorContext, { formId }: One): Promise<string> {
  const { form, questions } = await openForm(context, formId);
  // Estimated height: each option of a multiple choice takes one line, and three lines are as high as a question.
  const several = questions.filter(({ kind }) => kind === 'choices');
  const lines = several.reduce((sum, { options }) => sum + options.length / 3, 0);
  const height = Math.round(formHeightPx(questions.length + lines, form.consentText !== undefined));
  // The form's title is the only text here that a user wrote. It must not be able to end the script's string.
  const title = JSON.stringify(form.title).replace(/[<>&\u2028\u2029]/g, (sign) => unicode(sign));
  return `(() => {
  const script = document.currentScript;
  const frame = document.createElement('iframe');
  frame.src = script.src.replace(/\\/script([?#].*)?$/, '');
  frame.title = ${title};
  frame.style.cssText = 'width:100%;height:${height}px;border:0';
  script.after(frame);
})();
`;
}

const unicode = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

const preflightSeconds = 600;

export async function preflight(context: VisitorContext, { formId }: One): Promise<null> {
  const { form } = await openForm(context, formId);
  checkOrigin(context, form);
  Object.assign(context.visitor.answerHeaders, {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': String(preflightSeconds),
  });
  return null;
}
