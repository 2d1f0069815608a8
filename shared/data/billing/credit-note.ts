import type { Credited } from '#contract/credited.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '../organization/context.ts';
import { amountFields } from '../records/document.ts';
import { creditNoteKind, invoiceRecords, paidMinorOf } from '../records/invoice.ts';
import { linkedActions } from '../records/linked.ts';
import { actionsOf, change, creation } from '../records/write.ts';
import type { Action } from '../store/transact.ts';
import { releasedPayments } from './release.ts';

interface Values {
  id: string;
  credited: Credited;
  reason: string;
  /** Its code, its number with the series, and its date of issue. */
  kept: Readonly<Record<string, unknown>>;
}

/**
 * A credit note about an issued invoice, and the actions that write it, change the invoice, and release what was paid
 * beyond what is left of the invoice.
 */
export async function creditNote(
  context: Context,
  before: Invoice,
  { id, credited, reason, kept }: Values,
): Promise<{ note: Invoice; actions: Action[] }> {
  const { after, lines, creditedBefore, discountPercent } = credited;
  const { customerId, contactId, orderId, quoteId, dealId, currency, parties, ownerId } = before;
  const priced = { currency, lines, creditedBefore, discountPercent };
  const { total } = amountFields(priced);
  const copied = { customerId, contactId, orderId, quoteId, dealId, parties, ownerId, ...priced };
  const values = {
    ...Object.fromEntries(Object.entries(copied).filter(([, value]) => value !== undefined)),
    ...kept,
    kindId: creditNoteKind,
    creditedId: before.id,
    issuedAt: context.now,
    reason,
  };
  const note = creation(invoiceRecords, context, values, '', id, 'issued');
  const creditedMinor = (before.creditedMinor ?? 0) + total.amountMinor;
  const excess = paidMinorOf(before) + creditedMinor - before.total.amountMinor;
  const released = await releasedPayments(context, before, Math.max(0, excess));
  const { creditedQuantities, creditedNets = null } = after;
  const patch = { creditedMinor, creditedQuantities, creditedNets, settlements: released.settlements };
  const written = change(invoiceRecords, context, before, patch, 'credited');
  return {
    note: note.record,
    actions: [...actionsOf(invoiceRecords, context, [written, note]), ...linkedActions(released.actions)],
  };
}
