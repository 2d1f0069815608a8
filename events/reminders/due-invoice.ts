import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { moveDue, removeDue, type DueItem } from '#data/records/due-items.ts';
import { daytimeFrom, dueSteps, isReminderDue, nextStep, type DueStep } from '#data/billing/due-steps.ts';
import { recipientOf } from '#data/billing/document-recipient.ts';
import { addressProblem, isOwed, notReminded, reminder } from '#data/billing/reminders.ts';
import { readBilling } from '#data/billing/settings.ts';
import { automaticMailCount } from '#data/mail/counts.ts';
import type { Context } from '#data/organization/context.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact, type Action } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import type { DueRow } from '../reader/due-rows.ts';
import { contextOfOwner, dueDocument, isMoved } from './due-document.ts';

/** Minutes after which a reminder is tried again that would have exceeded the e-mails of a day. */
const limitedMinutes = 60;

interface Handled {
  overdue: boolean;
  reminded: boolean;
}
const nothing: Handled = { overdue: false, reminded: false };

/**
 * Handles the steps of an invoice that are due: marks it as overdue, and reminds its customer. Each transaction depends on
 * the version of the invoice or on the item by which it was found, so that every step happens once, whatever is killed
 * or runs twice. If several reminders are due, because there was no run for days, one e-mail is sent.
 */
export async function handleInvoice(
  session: Session,
  row: DueRow,
  now: string,
  closed: Set<string>,
): Promise<Handled> {
  const found = await dueDocument(session, row, closed, invoiceRecords);
  if (!found) return nothing;
  const { settings, due } = found;
  const invoice = found.record as unknown as Invoice | undefined;
  try {
    if (!invoice || invoice.deletedAt !== undefined || invoice.voidedAt !== undefined) {
      await transact(session, [removeDue(row)]);
      return nothing;
    }
    return await handleSteps(session, settings, due as DueItem, invoice, now);
  } catch (error) {
    if (!isMoved(error)) throw error;
    return nothing;
  }
}

async function handleSteps(
  session: Session,
  settings: OrganizationSettings,
  due: DueItem,
  found: Invoice,
  now: string,
): Promise<Handled> {
  const context = contextOfOwner(session, settings, found, now);
  const { reminderDays } = await readBilling(context);
  const steps = dueSteps(due.dueOn, reminderDays, settings.timeZone);
  const { overdue, invoice } = await markOverdue(context, found);
  const next = nextStep(steps, now);
  const done = next ? moveDue(due, next.at, now) : removeDue(due);
  const isReminding =
    isReminderDue(steps, due.handledUntil, now) && isOwed(invoice) && invoice.paymentReminders !== false;
  if (!isReminding) {
    await transact(session, [done]);
    return { overdue, reminded: false };
  }
  // A step that comes before the reminder isn't delayed by it.
  const postponed = (from: string) => {
    const at = daytimeFrom(settings.timeZone, from);
    return moveDue(due, next && next.at < at ? next.at : at, undefined);
  };
  if (daytimeFrom(settings.timeZone, now) !== now) {
    await transact(session, [postponed(now)]);
    return { overdue, reminded: false };
  }
  return { overdue, reminded: await remind(context, invoice, stepAt(steps, now), { done, postponed }) };
}

/** The position of the last reminder that is due among all reminders, from 1. */
const stepAt = (steps: readonly DueStep[], now: string): number =>
  steps.filter(({ kind, at }) => kind === 'reminder' && at <= now).length;

/** The status of an invoice follows from the time at which it is written. */
async function markOverdue(
  context: Context,
  invoice: Invoice,
): Promise<{ overdue: boolean; invoice: Invoice }> {
  const written = change(invoiceRecords, context, invoice, {}, 'overdue');
  const actions = actionsOf(invoiceRecords, context, [written]);
  if (actions.length > 0) await transact(context, actions);
  return { overdue: actions.length > 0, invoice: written.record as unknown as Invoice };
}

/** Returns whether an e-mail will be sent. At the limit of e-mails of a day, the step waits. */
async function remind(
  context: Context,
  invoice: Invoice,
  step: number,
  { done, postponed }: { done: Action; postponed: (from: string) => Action },
): Promise<boolean> {
  const { email, language, isReminded } = await recipientOf(context, invoice);
  if (!isReminded) {
    await transact(context, [done]);
    return false;
  }
  const problem = addressProblem(email);
  if (email === undefined || problem !== undefined) {
    await transact(context, [...notReminded(context, invoice, problem ?? 'no_email'), done]);
    return false;
  }
  const { actions } = reminder(context, invoice, { email, language }, step);
  try {
    await transact(context, [...actions, automaticMailCount(context), done]);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'too_many_requests') throw error;
    const later = new Date(Date.parse(context.now) + limitedMinutes * 60_000).toISOString();
    await transact(context, [postponed(later)]);
    return false;
  }
}
