import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { invoices } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { checkSeller, partiesOf } from '#data/billing/parties.ts';
import { nextNumber, untilNumbered } from '#data/billing/series.ts';
import { readBilling } from '#data/billing/settings.ts';
import { withinSources } from '#data/billing/within-sources.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { untilLinked } from '#data/records/linked.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { addDays, dateIn } from '#data/values/day.ts';
import { checkLetters } from './printed-letters.ts';

/** Issues a draft with the next number of its series. */
export async function issue(
  context: Context,
  { id, body }: InputOf<typeof invoices.operations.issue>,
): Promise<Invoice> {
  const billing = await readBilling(context);
  const draft = await loadDraft(context, id);
  if (!draft.customerId) throw new ProblemError('conflict', 'document_without_customer');
  checkSeller(context, billing);
  const parties = await partiesOf(context, billing, draft.customerId);
  const today = dateIn(context.settings.timeZone, context.now);
  const chosen = body.issuedOn ?? draft.issuedOn;
  if (chosen !== undefined && chosen > today) throw fieldProblem('/issuedOn', 'in_future');
  const [first] = billing.invoiceSeries;
  const series = billing.invoiceSeries.find((one) => one.id === (draft.seriesId ?? first?.id));
  if (!series) throw fieldProblem('/seriesId', 'not_a_choice');
  checkLetters(parties, draft, series);
  const issueAgain = <Result>(run: () => Promise<Result>) => untilLinked(() => untilNumbered(run));
  return issueAgain(async () => {
    // Another attempt must not issue what somebody has changed or issued meanwhile.
    const before = await loadDraft(context, id);
    const ofSources = await withinSources(context, before, body.beyondOrder);
    const { number, issuedOn, action } = await nextNumber(context, series, { today, chosen });
    const dueOn = before.dueOn ?? addDays(issuedOn, billing.dueDays);
    if (dueOn < issuedOn) throw fieldProblem('/dueOn', 'before_document');
    const patch = { number, issuedOn, dueOn, seriesId: series.id, issuedAt: context.now, parties };
    const written = change(invoiceRecords, context, before, patch, 'issued');
    await transact(context, [...actionsOf(invoiceRecords, context, [written]), action, ...ofSources]);
    return written.record as unknown as Invoice;
  });
}

async function loadDraft(context: Context, id: string): Promise<Invoice> {
  const record = await loadForWrite(invoiceRecords, context, id, (found) => {
    if ((found as unknown as Invoice).issuedAt !== undefined)
      throw new ProblemError('conflict', 'invoice_other_state');
  });
  const draft = record as unknown as Invoice;
  if (!draft.lines) throw new ProblemError('conflict', 'document_without_lines');
  return draft;
}
