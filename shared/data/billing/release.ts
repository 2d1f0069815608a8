import { settledMinorOf, type Settlement } from '#contract/document-fields.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { settlingOnly, takenOff } from '#contract/released.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { paymentRecords } from '../records/payment.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { actionsOf, change } from '../records/write.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';

interface Released {
  /** What is left of the invoice's settlements; null for none. */
  settlements: Settlement[] | null;
  /** The actions that take the rest off the allocations of the payments. */
  actions: Action[];
}

/** Takes an amount off the settlements of an invoice, the latest first. It stays with the payments. */
export async function releasedPayments(
  context: Context,
  { id: invoiceId, settlements = [] }: Invoice,
  amountMinor: number,
): Promise<Released> {
  const kept = takenOff(settlements, amountMinor);
  const altered = kept.filter(({ takenMinor }) => takenMinor > 0);
  const items = await getItems<RecordItem>(
    context,
    altered.map(({ settlement }) => keyOf(paymentRecords, context.orgId, settlement.paymentId)),
    recordAttributes,
  );
  const writes = altered.flatMap((one, place) => {
    const item = items[place];
    if (!item) return [];
    const payment = recordFrom(paymentRecords, item);
    const allocations = (payment.allocations ?? []).flatMap((other) => {
      const left =
        other.invoiceId === invoiceId ? settlingOnly(other, settledMinorOf(other) - one.takenMinor) : other;
      return left ? [left] : [];
    });
    return [change(paymentRecords, context, payment, { allocations }, 'released')];
  });
  const rest = kept.flatMap((one) => one.rest ?? []);
  return {
    settlements: rest.length > 0 ? rest : null,
    actions: actionsOf(paymentRecords, context, writes),
  };
}
