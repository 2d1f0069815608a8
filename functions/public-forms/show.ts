import type { OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { formHeightPx, type publicForms } from '#contract/public-form.ts';
import { lead } from '#contract/lead.ts';
import type { Field } from '#contract/field.ts';
import type { VisitorContext } from '#data/context.ts';
import type { Page } from '#http/answer.ts';
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

/** Whoever looks at pages is told so by a page, which is the same for every address without a form. */
export function pageOfNothing({ visitor }: VisitorContext, error: unknown): Page {
  if (error instanceof ProblemError && error.code === 'not_found' && visitor.wantsPage)
    return nothingPage(visitor.languages);
  throw error;
}

export async function describe(
  context: VisitorContext,
  { formId }: One,
): Promise<OutputOf<typeof publicForms.operations.describe>> {
  const { form } = await openForm(context, formId);
  const { language, title, intro, consentText } = form;
  const known: Record<string, Field> = lead.fields;
  return {
    language,
    title,
    ...(intro === undefined ? {} : { intro }),
    fields: form.fields.map((one) => ({ ...one, kind: known[one.field]?.kind ?? 'text' })),
    ...(consentText === undefined ? {} : { consentText }),
    token: newToken(form, context.now),
  };
}

/** Puts the page into a frame where the script stands. */
export async function script(context: VisitorContext, { formId }: One): Promise<string> {
  const { form } = await openForm(context, formId);
  const height = formHeightPx(form.fields.length, form.consentText !== undefined);
  // Its title is the only text of somebody's; within a script's string no sign of it may end that.
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
