import type { Allocation, Settlement } from '#contract/document-fields.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { dueMinorOf, invoiceKind, invoiceRecords } from '../records/invoice.ts';
import { isVisible, readReach, recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { actionsOf, change, type Write } from '../records/write.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';

/** A payment before and after a change. */
interface Change {
  before: Payment | undefined;
  after: Payment;
}

/** The invoices whose settlement by a payment changes, with the amounts before and after. */
function alteredInvoices({ before, after }: Change): Map<string, { from: number; to: number }> {
  const amountsOf = (allocations: readonly Allocation[] = []) =>
    new Map(allocations.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor]));
  const [from, to] = [amountsOf(before?.allocations), amountsOf(after.allocations)];
  const altered = [...new Set([...from.keys(), ...to.keys()])].map(
    (id) => [id, { from: from.get(id) ?? 0, to: to.get(id) ?? 0 }] as const,
  );
  return new Map(altered.filter(([, { from: before, to: next }]) => before !== next));
}

/**
 * The writes of the invoices that a payment settles otherwise than before. Throws if an invoice that it settles with more
 * isn't the customer's, has another currency, or has less due.
 */
export async function settlementWrites(context: Context, changed: Change): Promise<Write[]> {
  const altered = alteredInvoices(changed);
  if (altered.size === 0) return [];
  const ids = [...altered.keys()];
  const items = await getItems<RecordItem>(
    context,
    ids.map((id) => keyOf(invoiceRecords, context.orgId, id)),
    recordAttributes,
  );
  const errors: FieldFault[] = [];
  const writes = ids.flatMap((id, place): Write[] => {
    const item = items[place];
    const invoice = item && (recordFrom(invoiceRecords, item) as unknown as Invoice);
    const amounts = altered.get(id);
    if (!amounts) return [];
    const fault = amounts.to > amounts.from ? faultOf(context, changed.after, invoice, amounts) : undefined;
    if (fault) errors.push({ pointer: pointerTo(changed.after, id), ...fault });
    if (fault || !invoice) return [];
    const settlements = settledBy(invoice.settlements, changed.after.id, amounts.to);
    return [change(invoiceRecords, context, invoice as never, { settlements }, 'settled')];
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  return writes;
}

const pointerTo = ({ allocations = [] }: Payment, invoiceId: string): string =>
  `/allocations/${allocations.findIndex((one) => one.invoiceId === invoiceId)}`;

type Fault = Omit<FieldFault, 'pointer'> | undefined;

/** Why a payment can't settle more of an invoice. */
function faultOf(
  context: Context,
  { customerId, amount }: Payment,
  invoice: Invoice | undefined,
  { from, to }: { from: number; to: number },
): Fault {
  const isThere =
    invoice &&
    !invoice.deletedAt &&
    customerId !== undefined &&
    invoice.customerId === customerId &&
    isVisible(invoice, readReach(invoiceRecords, context));
  if (!isThere) return { code: 'unknown_reference' };
  if (invoice.kindId !== invoiceKind || invoice.total.currency !== amount.currency) return { code: 'not_allowed' };
  const limit = dueMinorOf(invoice, invoice.total.amountMinor) + from;
  if (to > limit) return { code: 'not_due', limit };
  const isNew = from === 0;
  return isNew && (invoice.settlements ?? []).length >= limits.paymentsPerInvoice
    ? { code: 'too_many', limit: limits.paymentsPerInvoice }
    : undefined;
}

/** The settlements of an invoice with another amount of a payment. New ones come last. */
function settledBy(
  settlements: readonly Settlement[] = [],
  paymentId: string,
  amountMinor: number,
): Settlement[] {
  const isKnown = settlements.some((one) => one.paymentId === paymentId);
  const all = isKnown ? settlements : [...settlements, { paymentId, amountMinor }];
  return all
    .map((one) => (one.paymentId === paymentId ? { paymentId, amountMinor } : one))
    .filter((one) => one.amountMinor > 0);
}

/** The invoices that change together with payments. */
export async function linkedInvoices(
  context: Context,
  changes: readonly { before: object | undefined; after: object }[],
): Promise<Action[]> {
  const all: Action[] = [];
  for (const { before, after } of changes) {
    const writes = await settlementWrites(context, {
      before: before as Payment | undefined,
      after: after as Payment,
    });
    all.push(...actionsOf(invoiceRecords, context, writes));
  }
  return all;
}
