import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { removed, type DueRow, type Outcome } from '#data/due/end-due-item.ts';
import { moveDue, type DueItem } from '#data/records/due-items.ts';
import { daytimeFrom, dueSteps, isReminderDue, nextStep, type DueStep } from '#data/billing/due-steps.ts';
import { recipientOf } from '#data/billing/document-recipient.ts';
import { addressProblem, isOwed, notReminded, reminder } from '#data/billing/reminders.ts';
import { readBilling } from '#data/billing/settings.ts';
import { automaticMailCount } from '#data/mail/counts.ts';
import type { Context } from '#data/organization/context.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { records } from '#data/records/records.ts';
import { transact, type Action } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import { contextOfOwner, dueDocument, isMoved } from './due-document.ts';
import { isPlanOf0_9, planAgain } from './plan-again.ts';

/** Minutes after which a reminder is tried again that would have exceeded the e-mails of a day. */
const limitedMinutes = 60;

/**
 * Handles the steps of an invoice that are due: marks it as overdue, and reminds its customer. Each transaction depends on
 * the version of the invoice or on the item by which it was found, so that every step happens once, whatever is killed
 * or runs twice. If several reminders are due, because there was no run for days, one e-mail is sent.
 */
export async function takeInvoiceStep(
  session: Session,
  row: DueRow,
  now: string,
  untilMs: number,
): Promise<Outcome> {
  if (isPlanOf0_9(row)) return planAgain(session, row, now, untilMs);
  const found = await dueDocument(session, row, invoiceRecords);
  if (typeof found === 'string') return found;
  const { settings, due } = found;
  const invoice = found.record;
  try {
    if (!invoice || invoice.deletedAt !== undefined || invoice.voidedAt !== undefined) {
      await transact(session, [removed(row)]);
      return 'taken';
    }
    return await handleSteps(session, settings, due as DueItem, invoice, now);
  } catch (error) {
    if (!isMoved(error)) throw error;
    return 'left';
  }
}

async function handleSteps(
  session: Session,
  settings: OrganizationSettings,
  due: DueItem,
  found: Invoice,
  now: string,
): Promise<Outcome> {
  const context = contextOfOwner(session, settings, found, now);
  const { reminderDays } = await readBilling(context);
  const steps = dueSteps(due.dueOn, reminderDays, settings.timeZone);
  const invoice = await markOverdue(context, found);
  const next = nextStep(steps, now);
  const done = next ? moveDue(due, next.at, now) : removed(due);
  const isReminding =
    isReminderDue(steps, due.handledUntil, now) && isOwed(invoice) && invoice.paymentReminders !== false;
  if (!isReminding) {
    await transact(session, [done]);
    return 'taken';
  }
  // A step that comes before the reminder isn't delayed by it.
  const postponed = (from: string) => {
    const at = daytimeFrom(settings.timeZone, from);
    return moveDue(due, next && next.at < at ? next.at : at, undefined);
  };
  if (daytimeFrom(settings.timeZone, now) !== now) {
    await transact(session, [postponed(now)]);
    return 'taken';
  }
  await remind(context, invoice, stepAt(steps, now), { done, postponed });
  return 'taken';
}

/** The position of the last reminder that is due among all reminders, from 1. */
const stepAt = (steps: readonly DueStep[], now: string): number =>
  steps.filter(({ kind, at }) => kind === 'reminder' && at <= now).length;

/** The status of an invoice follows from the time at which it is written. */
function markOverdue(context: Context, invoice: Invoice): Promise<Invoice> {
  return records(invoiceRecords)(context).write(invoice, {}, 'overdue');
}

/** At the limit of e-mails of a day, the step waits. */
async function remind(
  context: Context,
  invoice: Invoice,
  step: number,
  { done, postponed }: { done: Action; postponed: (from: string) => Action },
): Promise<void> {
  const { email, language, isReminded } = await recipientOf(context, invoice);
  if (!isReminded) {
    await transact(context, [done]);
    return;
  }
  const problem = addressProblem(email);
  if (email === undefined || problem !== undefined) {
    await transact(context, [...notReminded(context, invoice, problem ?? 'no_email'), done]);
    return;
  }
  const { actions } = reminder(context, invoice, { email, language }, step);
  try {
    await transact(context, [...actions, automaticMailCount(context), done]);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'too_many_requests') throw error;
    const later = new Date(Date.parse(context.now) + limitedMinutes * 60_000).toISOString();
    await transact(context, [postponed(later)]);
  }
}
