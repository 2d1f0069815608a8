import { isDeliverable } from '#contract/email-address.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '../organization/context.ts';
import { askedMinorOf, invoiceKind, invoiceRecords } from '../records/invoice.ts';
import type { Effects } from '../outbox/effects.ts';
import { effectAction } from '../outbox/outbox.ts';
import { records } from '../records/records.ts';
import { recordKey } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import type { Recipient } from './document-recipient.ts';

/** Why a reminder isn't sent, as the invoice has it. Undefined for an address to which e-mail can be sent. */
export function addressProblem(email: string | undefined): 'no_email' | 'undeliverable_email' | undefined {
  if (email === undefined) return 'no_email';
  return isDeliverable(email) ? undefined : 'undeliverable_email';
}

/** Whether the customer of an invoice can be asked for something. */
export const isOwed = (invoice: Invoice): boolean =>
  invoice.kindId === invoiceKind && invoice.deletedAt === undefined && askedMinorOf(invoice) > 0;

/** A reminder of an invoice: what it becomes, and the actions that send the e-mail once they are written. */
export function reminder(
  context: Context,
  invoice: Invoice,
  { email, language }: Pick<Recipient, 'language'> & { email: string },
  /** The position of the reminder among those of the billing settings, from 1. 0 for one that somebody sends. */
  step: number,
  message?: string,
): { invoice: Invoice; actions: Action[] } {
  const remindersSent = (invoice.remindersSent ?? 0) + 1;
  const patch = { remindersSent, remindedAt: context.now, reminderProblem: null };
  const reminded = records(invoiceRecords)(context).changed(invoice, patch, 'reminded');
  const { orgId, actor } = context;
  const mail: Effects['document-mail'] = {
    ...{ recordType: 'invoice', recordId: invoice.id, senderId: actor.userId },
    ...{ purpose: { kind: 'invoice-reminder', step }, email, language, message },
  };
  return {
    invoice: reminded.record,
    actions: [
      ...reminded.actions,
      effectAction(context, 'document-mail', mail, recordKey(orgId, 'invoice', invoice.id)),
    ],
  };
}

/** The actions that note in the invoice's history why a reminder wasn't sent. They are none if it has been noted. */
export function notReminded(
  context: Context,
  invoice: Invoice,
  reminderProblem: NonNullable<ReturnType<typeof addressProblem>>,
): Action[] {
  return records(invoiceRecords)(context).changed(invoice, { reminderProblem }, 'notReminded').actions;
}
