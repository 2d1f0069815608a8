import type { Payment } from '#contract/records/payment.ts';
import { byQuantities } from '#contract/credited.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { creditNote } from '#data/billing/credit-note.ts';
import { nextNumber, untilNumbered } from '#data/billing/series.ts';
import type { Billing } from '#data/billing/settings.ts';
import type { Context } from '#data/organization/context.ts';
import { dueMinorOf, invoiceRecords } from '#data/records/invoice.ts';
import { untilLinked } from '#data/records/linked.ts';
import { nextCodes } from '#data/records/creating.ts';
import { paymentRecords, paymentStatus, unallocatedMinor } from '#data/records/payment.ts';
import { records } from '#data/records/records.ts';
import { actionsOf, change, creation } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { addDays, dateIn, startOfDay } from '#data/values/day.ts';
import type { DemoContent } from '../content/content.ts';
import { atWork } from '../hours.ts';
import { dayMs, randomFor } from '../random.ts';
import { storedRecords } from '../records.ts';
import { isRefusal } from '../refusal.ts';
import { endOfYesterday } from './invoice-plan.ts';
import { methodOf } from './payment-plan.ts';
import { wasChanged, wasSettled } from './payments.ts';
import { moneyTexts } from './texts.ts';

const isOlder = ({ now }: Context, { issuedAt = now }: Invoice, days: number): boolean =>
  Date.parse(now) - Date.parse(issuedAt) > days * dayMs;

/** The invoice that is voided: a recent one of an order. Nothing is paid of it. */
export const voidedOf = (context: Context, invoices: readonly Invoice[]): Invoice | undefined =>
  invoices.find(({ voidedAt }) => voidedAt !== undefined) ??
  invoices.findLast((invoice) => {
    const isUntouched = invoice.settlements === undefined && invoice.creditedMinor === undefined;
    return invoice.orderId !== undefined && isUntouched && isOlder(context, invoice, 25);
  });

/** Voids an invoice two days after its issue. */
export async function voidOne(context: Context, { language }: DemoContent, invoice: Invoice): Promise<void> {
  const { issuedAt, voidedAt } = invoice;
  if (issuedAt === undefined || voidedAt !== undefined) return;
  const random = randomFor(invoice.id);
  const now = atWork(random, Date.parse(issuedAt) + 2 * dayMs, context, issuedAt);
  const patch = { voidedAt: now, reason: moneyTexts[language].void };
  await wasWritten(async () => {
    const stored = (await storedRecords(context, invoiceRecords, [invoice.id])).get(invoice.id) ?? invoice;
    await records(invoiceRecords)({ ...context, now }).write(stored, patch, 'voided');
  });
}

/** Credits the last line of an invoice that was paid, and pays that amount back. */
export async function creditOne(
  context: Context,
  billing: Billing,
  { language }: DemoContent,
  invoices: readonly Invoice[],
): Promise<number> {
  const invoice =
    invoices.find(({ creditedMinor }) => creditedMinor !== undefined) ??
    invoices.findLast((one) => isCreditable(context, one));
  const [series] = billing.creditSeries;
  if (!invoice?.paidAt || !series) return 0;
  const id = derivedId(context.orgId, 'credit note');
  const texts = moneyTexts[language];
  const random = randomFor(id);
  const upTo = { ...context, now: endOfYesterday(context) };
  const at = atWork(random, Date.parse(invoice.paidAt) + 4 * dayMs, upTo, invoice.paidAt);
  const then = { ...context, now: at };
  const issuedOn = dateIn(context.settings.timeZone, at);
  const isMissing = (await storedRecords(context, invoiceRecords, [id])).size === 0;
  const [code] = isMissing ? await nextCodes(invoiceRecords, context, 1) : [];
  const isMade =
    isMissing &&
    (await wasWritten(() =>
      untilLinked(() =>
        untilNumbered(async () => {
          const stored = (await storedRecords(context, invoiceRecords, [invoice.id])).get(invoice.id);
          const before = stored ?? invoice;
          const { number, action } = await nextNumber(context, series, {
            today: issuedOn,
            chosen: issuedOn,
          });
          const kept = { ...code, number, issuedOn, seriesId: series.id };
          const line = (before.lines ?? []).length - 1;
          const credited = [{ line, quantity: before.lines?.[line]?.quantity ?? 0 }];
          const { actions } = await creditNote(then, before, {
            id,
            credited: byQuantities(before, credited),
            reason: texts.credit,
            kept,
          });
          await transact(context, [...actions, action]);
        }),
      ),
    ));
  for (const { paymentId } of invoice.settlements ?? [])
    await wasChanged(
      then,
      paymentId,
      (payment) => {
        const amountMinor = unallocatedMinor(payment);
        if (payment.refunds || amountMinor === 0) return undefined;
        return { refunds: [{ amountMinor, refundedOn: issuedOn, reason: texts.refund }] };
      },
      'refunded',
    );
  return isMade ? 1 : 0;
}

/** Whether an invoice was paid in full and has a line to credit besides others. */
function isCreditable(context: Context, invoice: Invoice): boolean {
  const { lines = [], settlements = [], paidAt, creditedMinor } = invoice;
  const isWhole = creditedMinor === undefined && settlements.length === 1;
  const isLongPaid = paidAt !== undefined && Date.parse(context.now) - Date.parse(paidAt) > 10 * dayMs;
  return lines.length > 1 && isWhole && isLongPaid && isOlder(context, invoice, 45);
}

/** Payments that settle nothing: one that came twice and was paid back, and one that was recorded by mistake. */
export async function addOddPayments(
  context: Context,
  { language }: DemoContent,
  payments: readonly Payment[],
): Promise<number> {
  const { settings, orgId } = context;
  const texts = moneyTexts[language];
  const upTo = { ...context, now: endOfYesterday(context) };
  const odd = (['refunded', 'canceled'] as const).flatMap((state, index) => {
    const model = payments.filter((one) => one.version === 1)[20 + 15 * index];
    if (!model) return [];
    const { customerId, ownerId, amount, reference } = model;
    const id = derivedId(orgId, `payment ${state}`);
    const random = randomFor(id);
    const at = atWork(random, Date.parse(model.createdAt) + dayMs, upTo, model.createdAt);
    const receivedOn = dateIn(settings.timeZone, at);
    const values = {
      customerId,
      ownerId,
      amount,
      reference,
      receivedOn,
      methodId: methodOf(context, random),
    };
    const refund = { amountMinor: amount.amountMinor, refundedOn: receivedOn, reason: texts.twice };
    const outcome = state === 'refunded' ? { refunds: [refund] } : { cancelReason: texts.mistake };
    return [{ id, at, input: { ...values, ...outcome, statusId: paymentStatus(settings, state) } }];
  });
  const stored = await storedRecords(
    context,
    paymentRecords,
    odd.map(({ id }) => id),
  );
  let added = 0;
  for (const { id, at, input } of odd.filter((one) => !stored.has(one.id))) {
    const [code] = await nextCodes(paymentRecords, context, 1);
    const then = { ...context, now: at };
    if (await wasSettled(then, creation(paymentRecords, then, { ...input, ...code }, '', id))) added += 1;
  }
  return added;
}

/** Marks invoices that are due since yesterday or before, as `events/reminders` does the day after the due date. */
export async function markOverdueOnes(context: Context, invoices: readonly Invoice[]): Promise<void> {
  const { timeZone } = context.settings;
  const today = dateIn(timeZone, context.now);
  const writes = invoices.flatMap((record) => {
    const { dueOn, total } = record;
    if (dueOn === undefined || dueOn >= today) return [];
    if (dueMinorOf(record, total.amountMinor) <= 0) return [];
    const due = startOfDay(timeZone, addDays(dueOn, 1));
    const now = due > record.updatedAt ? due : record.updatedAt;
    return [change(invoiceRecords, { ...context, now }, record, {}, 'overdue')].filter(
      ({ actions }) => actions.length > 0,
    );
  });
  for (let start = 0; start < writes.length; start += 20) {
    const part = writes.slice(start, start + 20);
    const isDone = await wasWritten(() => transact(context, actionsOf(invoiceRecords, context, part)), 1);
    // One of them was marked by `events/reminders` meanwhile.
    if (!isDone)
      for (const one of part)
        await wasWritten(() => transact(context, actionsOf(invoiceRecords, context, [one])), 1);
  }
}

/** `events/reminders` can change an invoice at any time. */
const attemptsMax = 3;

/** Writes and returns whether that succeeded. What another call has written meanwhile is left as it is. */
async function wasWritten(write: () => Promise<unknown>, attempts = attemptsMax): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return attempts > 1 && wasWritten(write, attempts - 1);
  }
}
