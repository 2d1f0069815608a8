import { isDeliverable } from '#contract/email-address.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { dueSteps, nextReminder, skippedReminder } from '#data/billing/due-steps.ts';
import { checkAddress, recipientSeen } from '#data/billing/document-customer.ts';
import { recipientOf, type Recipient } from '#data/billing/document-recipient.ts';
import { isOwed, reminder } from '#data/billing/reminders.ts';
import { readBilling } from '#data/billing/settings.ts';
import { mailCounts } from '#data/mail/counts.ts';
import type { Context } from '#data/organization/context.ts';
import { invoiceRecords, pendingMinorOf } from '#data/records/invoice.ts';
import { loadRecord } from '#data/records/read.ts';
import { transact } from '#data/store/transact.ts';
import { invoices, issuedInvoice } from './invoices.ts';

type Operations = typeof contract.operations;

/** Sends a reminder. The e-mail follows from the transaction, so a crash after it can't lose the e-mail. */
export async function remind(
  context: Context,
  { id, body: { email, message } }: InputOf<Operations['remind']>,
): Promise<Invoice> {
  checkAddress(context, 'invoice', email);
  const before = await invoices(context).loadIn(issuedInvoice, id);
  if (!isOwed(before)) throw new ProblemError('conflict', notOwedCode(before));
  if (isJustReminded(before, context.now)) throw new ProblemError('conflict', 'invoice_just_reminded');
  const recipient = await recipientOf(context, before);
  const to = email ?? recipient.email;
  if (to === undefined) throw new ProblemError('conflict', 'customer_without_email');
  if (!isDeliverable(to)) throw fieldProblem('/email', 'undeliverable_email');
  const { invoice, actions } = reminder(context, before, { ...recipient, email: to }, 0, message);
  await transact(context, [...actions, ...mailCounts(context)]);
  return invoice;
}

const isPending = (invoice: Invoice): boolean => pendingMinorOf(invoice) > 0;

const notOwedCode = (invoice: Invoice) => (isPending(invoice) ? 'payment_in_progress' : 'invoice_not_owed');

/** Whether another reminder would follow the last one at once, such as after a double click in two windows. */
const isJustReminded = ({ remindedAt }: Invoice, now: string): boolean =>
  remindedAt !== undefined && Date.parse(now) - Date.parse(remindedAt) < limits.mailPauseSeconds * 1000;

/** When the customer of an invoice is reminded next, and at which address. */
export async function reminders(
  context: Context,
  { id }: InputOf<Operations['reminders']>,
): Promise<OutputOf<Operations['reminders']>> {
  const invoice = await loadRecord(invoiceRecords, context, id, context.scope);
  const [recipient, { reminderDays }] = await Promise.all([
    recipientSeen(context, 'invoice', invoice),
    readBilling(context),
  ]);
  const { email } = recipient;
  const steps = invoice.dueOn ? dueSteps(invoice.dueOn, reminderDays, context.settings.timeZone) : [];
  const nextAt = nextReminder(steps, context.now)?.at;
  const none = whyNone(invoice, recipient);
  const state = none ?? (nextAt === undefined ? 'done' : 'scheduled');
  const isFirst = none === undefined && invoice.remindersSent === undefined;
  const skippedAt = isFirst ? skippedReminder(steps, invoice.issuedAt ?? '')?.at : undefined;
  return {
    state,
    ...(state === 'scheduled' ? { nextAt } : {}),
    ...(skippedAt === undefined ? {} : { skippedAt }),
    ...(email === undefined ? {} : { email }),
  };
}

/** Why no reminder comes, whatever the settings say. That the customer wants none is told those who can send some. */
function whyNone(
  invoice: Invoice,
  { isReminded, isSeen }: Pick<Recipient, 'isReminded'> & { isSeen: boolean },
): 'draft' | 'pending' | 'not_owed' | 'off' | 'customer_off' | undefined {
  if (invoice.issuedAt === undefined) return 'draft';
  if (!isOwed(invoice)) return isPending(invoice) ? 'pending' : 'not_owed';
  if (invoice.paymentReminders === false) return 'off';
  if (isReminded) return undefined;
  return isSeen ? 'customer_off' : 'off';
}
