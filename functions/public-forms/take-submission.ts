import { createHash } from 'node:crypto';
import type { HeldReason } from '#contract/held-submission.ts';
import { tokenField, trapFields } from '#contract/public-form.ts';
import { arrivalOf, formContext, untilFree } from '#data/forms/arrival.ts';
import { withDirectory } from '#data/forms/held-directory.ts';
import { holdActions, shownAnswers } from '#data/forms/held-submissions.ts';
import type { OpenForm } from '#data/forms/open-form.ts';
import type { Question } from '#data/forms/questions.ts';
import type { Answers } from '#data/forms/values.ts';
import type { Context } from '#data/organization/context.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import type { Action } from '#data/store/transact.ts';

type Posted = Readonly<Record<string, string>>;

/**
 * Creates a record from valid answers. Submitting the same answers with the same token twice, such as by a double click,
 * creates only one.
 */
export async function takeSubmission(
  context: VisitorContext,
  open: OpenForm,
  answers: Answers,
  posted: Posted,
): Promise<void> {
  const inside = insideOf(context, open, posted);
  await untilFree(() =>
    once(inside, async () => {
      const { actions, id } = await arrivalOf(inside, open, answers);
      return { actions, ids: [id] };
    }),
  );
}

interface Suspicious {
  values: Readonly<Record<string, unknown>>;
  former: readonly Question[];
  posted: Posted;
  isTyped: boolean;
  reasons: readonly HeldReason[];
}

/** Keeps a submission until somebody of the organization has looked at it. Repeated like the others, it is kept once. */
export async function holdSubmission(
  context: VisitorContext,
  open: OpenForm,
  { values, former, posted, isTyped, reasons }: Suspicious,
): Promise<void> {
  const inside = insideOf(context, open, posted);
  const { orgId, form, questions } = open;
  const internal = new Set([tokenField, ...trapFields]);
  const held = {
    ...{ reasons, receivedAt: context.now, form, values },
    isTyped,
    posted: Object.fromEntries(Object.entries(posted).filter(([name]) => !internal.has(name))),
    answers: shownAnswers(open, [...questions, ...former], posted),
  };
  await withDirectory(() =>
    once(inside, async () => ({ actions: await holdActions(inside, orgId, context.now, held), ids: [] })),
  );
}

function insideOf(context: VisitorContext, open: OpenForm, posted: Posted): Context {
  const bodyHash = createHash('sha256').update(JSON.stringify(posted)).digest('base64url');
  return {
    ...formContext({ ...context, address: context.visitor.address }, open),
    idempotency: { key: bodyHash, operation: 'public-forms.submit', bodyHashBy: () => bodyHash },
  };
}

const once = (inside: Context, prepare: () => Promise<{ actions: Action[]; ids: string[] }>): Promise<void> =>
  transactOnce(
    inside,
    async () => ({ ...(await prepare()), value: undefined }),
    () => Promise.resolve(undefined),
  );
