import type { Form } from '#contract/form.ts';
import { ProblemError } from '#contract/problem.ts';
import type { VisitorContext } from '#data/context.ts';
import { shownCustomFields } from '#data/custom-fields.ts';
import { loadPublicForm } from '#data/form.ts';
import type { OrganizationSettings } from '#data/organization.ts';
import { settingsOf } from '#data/organization.ts';
import { asksCustom, questionsOf, type Question } from './questions.ts';

/** A form that is on, and whose it is. */
export interface OpenForm {
  orgId: string;
  form: Form;
  settings: OrganizationSettings;
  /** Those of the form that leads still have a field for. */
  questions: Question[];
}

/** Finds a form and tells browsers which other site may read the answer; one that is unknown, off or deleted tells nothing. */
export async function openForm(context: VisitorContext, formId: string): Promise<OpenForm> {
  const { orgId, form } = await loadPublicForm(context, formId);
  const settings = await settingsOf(context, orgId);
  if (!settings) throw new ProblemError('not_found');
  const { origin, answerHeaders } = context.visitor;
  answerHeaders.vary = 'Origin';
  if (origin !== undefined && form.allowedOrigins.includes(origin))
    answerHeaders['access-control-allow-origin'] = origin;
  const customFields = asksCustom(form) ? await shownCustomFields({ ...context, orgId }, 'lead') : [];
  return { orgId, form, settings, questions: questionsOf(form, customFields) };
}

/** Browsers say whose page sends something: it must be ours, or one that the form allows. Programs say nothing. */
export function checkOrigin({ visitor }: VisitorContext, form: Form): void {
  const { origin, isFromOwnPage } = visitor;
  if (origin === undefined || isFromOwnPage || form.allowedOrigins.includes(origin)) return;
  throw new ProblemError('forbidden', 'The form does not take what is sent from this site.');
}
