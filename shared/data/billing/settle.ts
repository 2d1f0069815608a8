import { settledMinorOf, type Allocation, type Settlement } from '#contract/document-fields.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { dueMinorOf, invoiceKind, invoiceRecords } from '../records/invoice.ts';
import type { Linked } from '../records/linked.ts';
import { changeReach, isVisible, readReach, recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { actionsOf, change } from '../records/write.ts';
import { getItems } from '../store/table.ts';

/** What payments name of invoices, and where invoices have it: what is settled, and what is under way. */
const sides = [
  { ofPayment: 'allocations', ofInvoice: 'settlements' },
  { ofPayment: 'pendingAllocations', ofInvoice: 'pendingSettlements' },
] as const;
type Side = (typeof sides)[number];

/** Another amount that a payment settles of an invoice, or will settle. */
interface Altered {
  payment: Payment;
  side: Side;
  invoiceId: string;
  from: Allocation | undefined;
  to: Allocation | undefined;
  pointer: string;
}

/**
 * The invoices that payments settle otherwise than before. Throws if an invoice that is settled with more isn't the
 * customer's, has another currency, or has less due.
 */
export const linkedInvoices: Linked<Payment> = async (context, changes) => {
  const altered = changes.flatMap(({ before, after, pointer }) => alteredBy(before, after, pointer));
  const invoices = await readInvoices(
    context,
    altered.map(({ invoiceId }) => invoiceId),
  );
  const errors: FieldFault[] = [];
  const settled = new Map<string, Partial<Record<Side['ofInvoice'], Settlement[]>>>();
  for (const one of altered) {
    const invoice = invoices.get(one.invoiceId);
    const { ofInvoice } = one.side;
    const known = settled.get(one.invoiceId) ?? {};
    const fault =
      minorOf(one.to) > minorOf(one.from)
        ? faultOf(context, one, invoice && { ...invoice, ...known })
        : undefined;
    if (fault) errors.push({ pointer: one.pointer, ...fault });
    else if (invoice) {
      const now = known[ofInvoice] ?? invoice[ofInvoice] ?? [];
      settled.set(one.invoiceId, { ...known, [ofInvoice]: settledBy(now, one) });
    }
  }
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  const writes = [...settled].flatMap(([id, patch]) => {
    const invoice = invoices.get(id);
    return invoice ? [change(invoiceRecords, context, invoice, patch, 'settled')] : [];
  });
  return actionsOf(invoiceRecords, context, writes);
};

/** The invoices whose settlement by a payment changes. */
const alteredBy = (before: Payment | undefined, after: Payment, pointer: string): Altered[] =>
  sides.flatMap((side) => {
    const allocations = after[side.ofPayment] ?? [];
    const byInvoice = (all: readonly Allocation[] = []) => new Map(all.map((one) => [one.invoiceId, one]));
    const [from, to] = [byInvoice(before?.[side.ofPayment]), byInvoice(allocations)];
    return [...new Set([...from.keys(), ...to.keys()])]
      .map((invoiceId) => ({
        ...{ payment: after, side, invoiceId },
        from: from.get(invoiceId),
        to: to.get(invoiceId),
        pointer: `${pointer}/${side.ofPayment}/${allocations.findIndex((one) => one.invoiceId === invoiceId)}`,
      }))
      .filter(
        (one) =>
          one.from?.amountMinor !== one.to?.amountMinor || one.from?.withheldMinor !== one.to?.withheldMinor,
      );
  });

const minorOf = (allocation: Allocation | undefined): number => (allocation ? settledMinorOf(allocation) : 0);

async function readInvoices(context: Context, named: readonly string[]): Promise<Map<string, Invoice>> {
  const ids = [...new Set(named)];
  const items = await getItems<RecordItem>(
    context,
    ids.map((id) => keyOf(invoiceRecords, context.orgId, id)),
    recordAttributes,
  );
  return new Map(
    items.flatMap((item, place) => {
      const id = ids[place];
      return item && id !== undefined ? [[id, recordFrom(invoiceRecords, item)] as const] : [];
    }),
  );
}

type Fault = Omit<FieldFault, 'pointer'> | undefined;

/** Why a payment can't settle more of an invoice. */
function faultOf(
  context: Context,
  { payment: { customerId, amount }, side, from, to }: Altered,
  invoice: Invoice | undefined,
): Fault {
  const isThere =
    invoice &&
    !invoice.deletedAt &&
    customerId !== undefined &&
    invoice.customerId === customerId &&
    isVisible(invoice, readReach(invoiceRecords, context));
  if (!isThere) return { code: 'unknown_reference' };
  if (!isVisible(invoice, changeReach(invoiceRecords, context))) return { code: 'not_yours' };
  if (invoice.kindId !== invoiceKind || invoice.total.currency !== amount.currency)
    return { code: 'not_allowed' };
  const limit = dueMinorOf(invoice, invoice.total.amountMinor) + minorOf(from);
  if (minorOf(to) > limit) return { code: 'not_due', limit, currency: amount.currency };
  const isFull = (invoice[side.ofInvoice] ?? []).length >= limits.paymentsPerInvoice;
  return !from && isFull ? { code: 'too_many', limit: limits.paymentsPerInvoice } : undefined;
}

const settlementOf = ({ invoiceId: _, ...amounts }: Allocation, paymentId: string): Settlement => ({
  paymentId,
  ...amounts,
});

/** The settlements of an invoice with another allocation of a payment. New ones come last. */
function settledBy(settlements: readonly Settlement[], { payment, to }: Altered): Settlement[] {
  const next = to ? [settlementOf(to, payment.id)] : [];
  const place = settlements.findIndex(({ paymentId }) => paymentId === payment.id);
  return place === -1 ? [...settlements, ...next] : settlements.toSpliced(place, 1, ...next);
}
