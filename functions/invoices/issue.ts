import type { Series } from '#contract/billing.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { checkSeller, partiesOf } from '#data/billing/parties.ts';
import { nextNumber, untilNumbered } from '#data/billing/series.ts';
import { readBilling, type Billing } from '#data/billing/settings.ts';
import { withinSources } from '#data/billing/within-sources.ts';
import type { Context } from '#data/organization/context.ts';
import { untilLinked } from '#data/records/linked.ts';
import { addDays, dateIn } from '#data/values/day.ts';
import { invoices } from './invoices.ts';
import { checkLetters } from './printed-letters.ts';

/** Issues a draft with the next number of its series. */
export async function issue(
  context: Context,
  { id, body }: InputOf<typeof contract.operations.issue>,
): Promise<Invoice> {
  const billing = await readBilling(context);
  const draft = await loadDraft(context, id);
  if (!draft.customerId) throw new ProblemError('conflict', 'document_without_customer');
  checkSeller(context, billing);
  const parties = await partiesOf(context, billing, draft.customerId);
  const plan = planOf(context, billing, draft, body.issuedOn);
  checkLetters(parties, draft, plan.series);
  const issueAgain = <Result>(run: () => Promise<Result>) => untilLinked(() => untilNumbered(run));
  return issueAgain(async () => {
    // Another attempt must not issue what somebody has changed or issued meanwhile.
    const before = await loadDraft(context, id);
    const ofSources = await withinSources(context, before, body.beyondOrder);
    const { action, ...numbered } = await numberOf(context, billing, before, plan);
    const patch = { ...numbered, seriesId: plan.series.id, issuedAt: context.now, parties };
    return invoices(context).write(before, patch, 'issued', [action, ...ofSources]);
  });
}

/** What a draft would be issued with now. Another one can take the number first. */
export async function nextIssue(
  context: Context,
  { id }: InputOf<typeof contract.operations.nextIssue>,
): Promise<OutputOf<typeof contract.operations.nextIssue>> {
  const billing = await readBilling(context);
  const draft = await invoices(context).readIn(['draft'], id);
  const { action: _action, ...numbered } = await numberOf(
    context,
    billing,
    draft,
    planOf(context, billing, draft, undefined),
  );
  return numbered;
}

/** The series of a draft, and the day on which it is issued: one that somebody has chosen, or none. */
interface Plan {
  series: Series;
  today: string;
  chosen: string | undefined;
}

function planOf(context: Context, billing: Billing, draft: Invoice, issuedOn: string | undefined): Plan {
  const today = dateIn(context.settings.timeZone, context.now);
  const chosen = issuedOn ?? draft.issuedOn;
  if (chosen !== undefined && chosen > today) throw fieldProblem('/issuedOn', 'in_future');
  const [first] = billing.invoiceSeries;
  const series = billing.invoiceSeries.find((one) => one.id === (draft.seriesId ?? first?.id));
  if (!series) throw fieldProblem('/seriesId', 'not_a_choice');
  return { series, today, chosen };
}

/** The next number with its dates, and the action that takes it. */
async function numberOf(context: Context, billing: Billing, draft: Invoice, { series, ...day }: Plan) {
  const { number, issuedOn, action } = await nextNumber(context, series, day);
  const dueOn = draft.dueOn ?? addDays(issuedOn, billing.dueDays);
  if (dueOn < issuedOn) throw fieldProblem('/dueOn', 'before_document');
  return { number, issuedOn, dueOn, action };
}

async function loadDraft(context: Context, id: string): Promise<Invoice> {
  const draft = await invoices(context).loadIn(['draft'], id);
  if (!draft.lines) throw new ProblemError('conflict', 'document_without_lines');
  return draft;
}
