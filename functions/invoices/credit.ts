import { v7 as uuidv7 } from 'uuid';
import {
  byAmounts,
  byQuantities,
  byRest,
  quantitiesToCredit,
  type Credited,
  type CreditedLine,
} from '#contract/credited.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { endCheckouts } from '#data/billing/checkout.ts';
import { creditNote } from '#data/billing/credit-note.ts';
import { nextNumber, untilNumbered } from '#data/billing/series.ts';
import { readBilling } from '#data/billing/settings.ts';
import type { Context } from '#data/organization/context.ts';
import { amountFields } from '#data/records/document.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { untilLinked } from '#data/records/linked.ts';
import { nextCodes } from '#data/records/creating.ts';
import { readMade } from '#data/records/read.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { dateIn } from '#data/values/day.ts';
import { invoices, issuedInvoice } from './invoices.ts';
import { checkPrinted } from './printed-letters.ts';

type Input = InputOf<typeof contract.operations.credit>;

/** Issues a credit note, and releases what was paid beyond what is left of the invoice. */
export async function credit(context: Context, input: Input): Promise<Invoice> {
  const billing = await readBilling(context);
  const [series] = billing.creditSeries;
  if (!series) throw new Error('there is no series of credit notes');
  const today = dateIn(context.settings.timeZone, context.now);
  let code: Record<string, unknown> | undefined;
  let counted = 0;
  const prepareAgain = <Result>(run: () => Promise<Result>) => untilLinked(() => untilNumbered(run));
  const note = await prepareAgain(() =>
    transactOnce(
      context,
      async () => {
        checkPrinted({ series: [series.prefix] });
        const before = await invoices(context).loadIn(issuedInvoice, input.id);
        const credited = creditedOf(before, input.body);
        const { total } = amountFields({ ...credited, currency: before.currency });
        const left = before.total.amountMinor - (before.creditedMinor ?? 0);
        if (total.amountMinor > left)
          throw fieldProblem(creditedAt(input.body), 'not_left', 'invalid_input', {
            limit: left,
            currency: before.currency,
          });
        await checkRecordLimit(context, 1 - counted);
        counted = 1;
        [code] = code ? [code] : await nextCodes(invoiceRecords, context, 1);
        const { number, issuedOn, action } = await nextNumber(context, series, { today });
        const made = await creditNote(context, before, {
          ...{ id: uuidv7(), credited, reason: input.body.reason },
          kept: { ...code, number, issuedOn, seriesId: series.id },
        });
        return {
          actions: [...made.actions, action],
          ids: [made.note.id],
          value: made.note,
        };
      },
      (ids) => readMade(invoiceRecords, context, ids),
    ),
  );
  await endCheckouts(context, [input.id]);
  return note;
}

/** What is credited: all that is left of the invoice, some quantities of its lines, or amounts. */
function creditedOf(before: Invoice, { lines, amounts, reason }: Input['body']): Credited {
  if (lines && amounts) throw fieldProblem('/amounts', 'not_allowed');
  if (lines) return byQuantities(before, chosenLines(before, lines));
  if (!amounts) {
    const rest = byRest(before);
    if (!rest) throw new ProblemError('conflict', 'invoice_credited');
    return rest;
  }
  const { lines: billed = [] } = before;
  for (const [index, { line, taxPercent, withholdingPercent }] of amounts.entries()) {
    if (line === undefined) continue;
    if (billed[line] === undefined) throw fieldProblem(`/amounts/${index}/line`, 'unknown_reference');
    if (taxPercent !== undefined) throw fieldProblem(`/amounts/${index}/taxPercent`, 'not_allowed');
    if (withholdingPercent !== undefined)
      throw fieldProblem(`/amounts/${index}/withholdingPercent`, 'not_allowed');
  }
  const named = amounts.map((one) => (one.line === undefined ? { description: reason, ...one } : one));
  const credited = byAmounts(before, named);
  if ('place' in credited)
    throw fieldProblem(`/amounts/${credited.place}/netMinor`, 'not_left', 'invalid_input', {
      limit: credited.leftMinor,
      currency: before.currency,
    });
  return credited;
}

/** Where a request names what is credited: at its one amount, or at all that it lists. */
function creditedAt({ amounts }: Input['body']): string {
  if (!amounts) return '/lines';
  return amounts.length === 1 ? '/amounts/0/netMinor' : '/amounts';
}

/** Some quantities of some lines of the invoice. */
function chosenLines(before: Invoice, chosen: NonNullable<Input['body']['lines']>): CreditedLine[] {
  const left = quantitiesToCredit(before);
  return chosen.map(({ line, quantity }, index) => {
    const isRepeated = chosen.findIndex((one) => one.line === line) < index;
    if (isRepeated) throw fieldProblem(`/lines/${index}/line`, 'repeated');
    const most = left[line];
    if (most === undefined) throw fieldProblem(`/lines/${index}/line`, 'unknown_reference');
    if (most === 0 || (quantity !== undefined && quantity > most))
      throw fieldProblem(`/lines/${index}/quantity`, 'too_big', 'invalid_input', { limit: most });
    return { line, quantity: quantity ?? most };
  });
}
