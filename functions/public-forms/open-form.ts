import { kindOfForm, type Form } from '#contract/form.ts';
import { ProblemError } from '#contract/problem.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { cachedCustomFields } from '#data/custom-fields/definitions.ts';
import { loadPublicForm } from '#data/organization/form.ts';
import { settingsOf } from '#data/organization/settings.ts';
import type { OpenForm } from '#data/forms/open-form.ts';
import { asksCustom, questionsOf } from '#data/forms/questions.ts';

/**
 * Loads a form and lets the sites that it allows read the response. Unknown, inactive and deleted forms are
 * indistinguishable.
 */
export async function openForm(context: VisitorContext, formId: string): Promise<OpenForm> {
  const { orgId, form } = await loadPublicForm(context, formId);
  const settings = await settingsOf(context, orgId);
  if (!settings) throw new ProblemError('not_found');
  const { origin, answerHeaders } = context.visitor;
  answerHeaders.vary = 'Origin';
  if (origin !== undefined && form.allowedOrigins.includes(origin))
    answerHeaders['access-control-allow-origin'] = origin;
  const customFields = asksCustom(form)
    ? await cachedCustomFields({ ...context, orgId }, kindOfForm(form))
    : [];
  return { orgId, form, settings, questions: questionsOf(form, customFields) };
}

/**
 * Refuses requests from sites that the form doesn't allow. Requests without an Origin header, such as those of
 * programs, are accepted.
 */
export function checkOrigin({ visitor }: VisitorContext, form: Form): void {
  const { origin, isFromOwnPage } = visitor;
  if (origin === undefined || isFromOwnPage || form.allowedOrigins.includes(origin)) return;
  throw new ProblemError('forbidden', 'form_not_from_here');
}
