import { v7 as uuidv7 } from 'uuid';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { moveDue, Passed, removeDue, type DueItem } from '#data/records/due-items.ts';
import { dueSteps, isReminderDue, nextStep, type DueStep } from '#data/billing/due-steps.ts';
import { recipientOf } from '#data/billing/document-recipient.ts';
import { isOwed, notReminded, reminder } from '#data/billing/reminders.ts';
import { readBilling } from '#data/billing/settings.ts';
import { automaticMailCount } from '#data/mail/counts.ts';
import type { Context } from '#data/organization/context.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import { keyOf } from '#data/records/definition.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { organizationOf, recordIdOf } from '#data/store/keys.ts';
import { getItems } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import type { DueRow } from '../reader/due-rows.ts';

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
 *
 * Invoices of an organization that is being deleted wait for a restore. A run reads each of these organizations once and
 * adds it to `closed`.
 */
export async function handleInvoice(
  session: Session,
  row: DueRow,
  now: string,
  closed: Set<string>,
): Promise<Handled> {
  const orgId = organizationOf(row.pk);
  if (closed.has(orgId)) return nothing;
  const settings = await settingsOf(session, orgId);
  if (!settings) {
    closed.add(orgId);
    return nothing;
  }
  const { pk, sk } = row;
  const [due, item] = await getItems(session, [{ pk, sk }, keyOf(invoiceRecords, orgId, recordIdOf(pk))]);
  // The index can still show what was handled a moment ago.
  if (due?.g6sk !== row.g6sk) return nothing;
  const invoice = item && (recordFrom(invoiceRecords, item as unknown as RecordItem) as unknown as Invoice);
  try {
    if (!invoice || invoice.deletedAt !== undefined || invoice.voidedAt !== undefined) {
      await transact(session, [removeDue(row)]);
      return nothing;
    }
    return await handleSteps(session, settings, due as unknown as DueItem, invoice, now);
  } catch (error) {
    if (!isMoved(error)) throw error;
    return nothing;
  }
}

/** Whether somebody else has handled the step, or changed the invoice, meanwhile. The next run looks again. */
const isMoved = (error: unknown): boolean =>
  error instanceof Passed || (error instanceof ProblemError && error.code === 'precondition_failed');

async function handleSteps(
  session: Session,
  settings: OrganizationSettings,
  due: DueItem,
  found: Invoice,
  now: string,
): Promise<Handled> {
  const context = actingContext(session, settings, found, now);
  const { reminderDays } = await readBilling(context);
  const steps = dueSteps(due.dueOn, reminderDays, settings.timeZone);
  const { overdue, invoice } = await markOverdue(context, found);
  const next = nextStep(steps, now);
  const done = next ? moveDue(due, next.at, now) : removeDue(due);
  const isReminding = isReminderDue(steps, due.handledUntil, now) && isOwed(invoice) && !invoice.noReminders;
  if (!isReminding) {
    await transact(session, [done]);
    return { overdue, reminded: false };
  }
  return { overdue, reminded: await remind(context, due, invoice, stepAt(steps, now), done) };
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
  due: DueItem,
  invoice: Invoice,
  step: number,
  done: Action,
): Promise<boolean> {
  const { email, language, isReminded } = await recipientOf(context, invoice);
  if (!isReminded) {
    await transact(context, [done]);
    return false;
  }
  if (email === undefined) {
    await transact(context, [...notReminded(context, invoice), done]);
    return false;
  }
  const { actions } = reminder(context, invoice, { email, language }, step);
  try {
    await transact(context, [...actions, automaticMailCount(context), done]);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'too_many_requests') throw error;
    const later = new Date(Date.parse(context.now) + limitedMinutes * 60_000).toISOString();
    await transact(context, [moveDue(due, later, undefined)]);
    return false;
  }
}

/** Acts for the owner of the invoice, by itself. */
function actingContext(
  session: Session,
  settings: OrganizationSettings,
  invoice: Invoice,
  now: string,
): Context {
  return {
    ...session,
    orgId: settings.id,
    requestId: uuidv7(),
    now,
    actor: { userId: invoice.ownerId ?? invoice.createdBy },
    via: 'automation',
    role: 'owner',
    scope: 'all',
    settings,
    team: [],
    scopeFor: () => 'all',
  };
}
