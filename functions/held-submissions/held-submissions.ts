import { kindOfForm } from '#contract/form.ts';
import type { HeldReason, heldSubmissions } from '#contract/held-submission.ts';
import type { OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { ProblemDetail } from '#contract/problem-texts/problem-texts.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { arrivalOf, formContext, untilFree } from '#data/forms/arrival.ts';
import { answersLater } from '#data/forms/former-answers.ts';
import { withDirectory } from '#data/forms/held-directory.ts';
import { loadHeld, readHeld, removeHeldActions, shownHeld, type Held } from '#data/forms/held-submissions.ts';
import type { OpenForm } from '#data/forms/open-form.ts';
import { formerNames, formerQuestionsOf, questionsOf } from '#data/forms/questions.ts';
import type { Answers } from '#data/forms/values.ts';
import type { Context } from '#data/organization/context.ts';
import { answerToRequest } from '#data/portal/answer-request.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import { transact, type Action } from '#data/store/transact.ts';

type Operations = typeof heldSubmissions.operations;
type Released = OutputOf<Operations['release']>;
type HeldForm = Extract<Held, { form: unknown }>;

export async function list(context: Context): Promise<OutputOf<Operations['list']>> {
  const held = await readHeld(context, context.orgId, context.now);
  return { items: held.map(shownHeld) };
}

/** Creates the record in the transaction that removes what was held, so it is created once. */
export async function release(context: Context, { id }: { id: string }): Promise<Released> {
  const { orgId, now } = context;
  const prepare = async (): Promise<Making<Released>> => {
    const held = await loadHeld(context, orgId, now, id);
    const removal = await removeHeldActions(context, orgId, now, id);
    if (!('form' in held)) {
      const { contactId, actions } = await invitationFor(context, held.email);
      const value = { recordType: 'contact', recordId: contactId } as const;
      return { actions: [...removal, ...actions], ids: [value.recordType, value.recordId], value };
    }
    const { open, answers } = await readAgain(context, held);
    const arrival = await arrivalOf(formContext(context, open), open, answers);
    const recordType = kindOfForm(held.form);
    return {
      actions: [...removal, ...arrival.actions],
      ids: [recordType, arrival.id],
      value: { recordType, recordId: arrival.id },
    };
  };
  const again = ([recordType, recordId]: string[]) => Promise.resolve({ recordType, recordId } as Released);
  return untilFree(() => withDirectory(() => transactOnce(context, prepare, again)));
}

const unanswered: Partial<Record<HeldReason, ProblemDetail>> = {
  unknownAddress: 'portal_request_unknown',
  undeliverable: 'portal_email_undeliverable',
  noCustomer: 'portal_customer_missing',
  hasAccess: 'already_client',
  accessSuspended: 'portal_access_suspended',
};

/** The invitation that somebody asked for who couldn't be invited then. */
async function invitationFor(
  context: Context,
  email: string,
): Promise<{ contactId: string; actions: Action[] }> {
  const answer = await answerToRequest(context, context.settings, email);
  if (answer && 'actions' in answer) return answer;
  throw new ProblemError('conflict', (answer && unanswered[answer.reason]) ?? 'portal_access_changed');
}

/** The answers by the present custom fields. The form is the one that the visitor saw. */
async function readAgain(
  context: Context,
  { form, posted, isTyped }: HeldForm,
): Promise<{ open: OpenForm; answers: Answers }> {
  const { orgId, settings } = context;
  const { items: customFields } = await readCustomFields(context, kindOfForm(form));
  const open = { orgId, form, settings, questions: questionsOf(form, customFields) };
  const former = formerQuestionsOf(form, formerNames(open, posted), customFields);
  const answers = answersLater(open, { former, posted, isTyped });
  if (answers.errors.length > 0) throw new ProblemError('invalid_input', undefined, answers.errors);
  return { open, answers };
}

export async function remove(context: Context, { id }: { id: string }): Promise<null> {
  const { orgId, now } = context;
  await withDirectory(async () => transact(context, await removeHeldActions(context, orgId, now, id)));
  return null;
}
