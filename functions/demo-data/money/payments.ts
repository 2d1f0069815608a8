import type { Payment } from '#contract/records/payment.ts';
import { linkedInvoices } from '#data/billing/settle.ts';
import type { Context } from '#data/organization/context.ts';
import { linkedActionsOf, untilLinked } from '#data/records/linked.ts';
import { nextCodes } from '#data/records/creating.ts';
import { paymentRecords } from '#data/records/payment.ts';
import { change, creation, type Write } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { storedRecords } from '../records.ts';
import { isRefusal } from '../refusal.ts';
import type { WorkTime } from '../work-time.ts';
import type { PlannedPayment } from './payment-plan.ts';

/** Records the missing payments in the order of their dates, each together with the invoices that it settles. */
export async function addPayments(
  context: Context,
  plan: readonly PlannedPayment[],
  time: WorkTime,
): Promise<{ added: number; records: Map<string, Payment> }> {
  const inOrder = plan.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const records = await storedRecords(
    context,
    paymentRecords,
    inOrder.map(({ id }) => id),
  );
  const missing = inOrder.filter(({ id }) => !records.has(id));
  const codes = await nextCodes(paymentRecords, context, missing.length);
  let added = 0;
  const rest = missing.map((one, place) => ({ ...one, code: codes[place] })).values();
  // Payments of one invoice can meet, and are then written again.
  const lane = async () => {
    for (const { id, at, input, code } of rest) {
      const then = { ...context, now: at };
      const write = creation(paymentRecords, then, { ...input, ...code }, '', id);
      if (await wasSettled(then, write)) {
        records.set(id, write.record);
        added += 1;
      }
      if (time.isOver()) return;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return { added, records };
}

/** Writes a payment with its invoices, and returns whether that succeeded. */
export async function wasSettled(context: Context, write: Write<Payment>): Promise<boolean> {
  try {
    await untilLinked(async () =>
      transact(context, await linkedActionsOf(paymentRecords, context, [write], linkedInvoices)),
    );
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

/** Changes a payment as it is stored, and returns whether that succeeded. */
export async function wasChanged(
  context: Context,
  id: string,
  patchOf: (payment: Payment) => Record<string, unknown> | undefined,
  action: string,
): Promise<boolean> {
  const stored = (await storedRecords(context, paymentRecords, [id])).get(id);
  const patch = stored && patchOf(stored);
  return (
    stored !== undefined &&
    patch !== undefined &&
    wasSettled(context, change(paymentRecords, context, stored, patch, action))
  );
}
