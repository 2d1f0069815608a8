import type { Stripe } from 'stripe';
import type { Allocation } from '#contract/document-fields.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../../organization/context.ts';
import { unrestrictedContext } from '../../organization/rights.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../../records/definition.ts';
import { dueMinorOf, invoiceRecords } from '../../records/invoice.ts';
import { linkedActionsOf, untilLinked } from '../../records/linked.ts';
import { nextCodes } from '../../records/creating.ts';
import {
  paymentRecords,
  paymentState,
  paymentStatus,
  refundedMinor,
  unallocatedMinor,
  type PaymentState,
} from '../../records/payment.ts';
import { recordAttributes } from '../../records/read.ts';
import { recordFrom, type RecordItem } from '../../records/stored.ts';
import { reservationKey } from '../../records/unique-values.ts';
import { creation, unlockedChange, type Write } from '../../records/write.ts';
import { retryDelayMs, sleep } from '../../store/retry.ts';
import { getItem } from '../../store/table.ts';
import { transact } from '../../store/transact.ts';
import { dateIn } from '../../values/day.ts';
import { withMore, withoutLast } from '../allocations.ts';
import { linkedInvoices } from '../settle.ts';
import { fromStripe } from '#contract/stripe-amount.ts';
import { invoiceIdName, orgIdName } from './stripe-metadata.ts';
import {
  chargeOf,
  readAtStripe,
  refundsOf,
  timeOf,
  type AtStripe,
  type RefundReasons,
} from './stripe-paid-back.ts';
import { stripeProvider, stripeTestProvider } from '#contract/stripe.ts';

const attemptsMax = 10;
/** After so many attempts, the invoice seems to change all the time, and the payment is recorded without it. */
const allocatedAttempts = 5;

/** What is known about a payment besides its state at Stripe. */
interface Known {
  reasons?: RefundReasons;
  /** When the money of a payment that took days came, which Stripe's payments and charges don't have. */
  cameAt?: string | undefined;
}

/**
 * Makes a payment what it is at Stripe: receives it, allocates it to its invoice, and records its refunds. Whatever
 * event or request causes this, and however often, the result is the state at Stripe. A payment that was changed here
 * between its read and the write is read again, with its state at Stripe. Returns undefined for payments that aren't
 * about an invoice of the organization, or in which no money has come or is under way. Throws a `StripeProblem` for one
 * that the account doesn't have.
 */
export async function reconcile(
  context: Context,
  client: Stripe,
  intentId: string,
  known: Known = {},
): Promise<Payment | undefined> {
  const inside = unrestrictedContext(context, context.orgId, context.settings);
  for (let attempt = 1; ; attempt += 1) {
    inside.prefetched.clear();
    const before = await paymentOf(inside, intentId);
    const now = await readAtStripe(client, intentId);
    const invoice = await invoiceOf(inside, now.intent);
    const whole = { before, invoice, mayAllocate: attempt <= allocatedAttempts, known };
    const [writer, write] = await written(inside, now, whole);
    if (!write || write.actions.length === 0) return write?.record;
    try {
      await untilLinked(async () =>
        transact(writer, await linkedActionsOf(paymentRecords, writer, [write], linkedInvoices)),
      );
      return write.record;
    } catch (error) {
      if (attempt === attemptsMax || !isMoved(error)) throw error;
      await sleep(retryDelayMs(attempt));
    }
  }
}

/** Whether somebody else has written the payment, or changed what is due of the invoice. */
const isMoved = (error: unknown): boolean =>
  error instanceof ProblemError && ['conflict', 'precondition_failed', 'invalid_input'].includes(error.code);

async function readRecord<R extends AnyRecord>(
  context: Context,
  definition: RecordDefinition<R>,
  id: string | undefined,
): Promise<R | undefined> {
  const item =
    id === undefined
      ? undefined
      : await getItem<RecordItem>(context, keyOf(definition, context.orgId, id), recordAttributes);
  return item && recordFrom(definition, item);
}

/** The payment that is recorded for one at Stripe. */
export async function paymentOf(context: Context, intentId: string): Promise<Payment | undefined> {
  const key = reservationKey(context, paymentRecords, 'providerId', intentId);
  const reserved = await getItem<{ id: string }>(context, key);
  return readRecord(context, paymentRecords, reserved?.id);
}

/** The invoice that a payment at Stripe is about. One of another organization is not found. */
async function invoiceOf(context: Context, { metadata }: Stripe.PaymentIntent): Promise<Invoice | undefined> {
  if (metadata[orgIdName] !== context.orgId) return undefined;
  return readRecord(context, invoiceRecords, metadata[invoiceIdName]);
}

interface Whole {
  before: Payment | undefined;
  invoice: Invoice | undefined;
  mayAllocate: boolean;
  known: Known;
}

/** The write that makes the payment what it is at Stripe, and in whose name it is written. */
async function written(
  context: Context,
  now: AtStripe,
  whole: Whole,
): Promise<[writer: Context, write: Write<Payment> | undefined]> {
  const { before, invoice } = whole;
  const subject = before ?? invoice;
  // What no user has caused is done in the name of the person whose record it is.
  const writer =
    context.via === 'automation' && subject
      ? { ...context, actor: { userId: subject.ownerId ?? subject.createdBy } }
      : context;
  if (before) return [writer, updated(writer, now, { ...whole, before })];
  if (!invoice) return [writer, undefined];
  return [writer, await received(writer, now, { ...whole, invoice })];
}

/** The state of a payment at Stripe, without its refunds. */
function stateOf({ status }: Stripe.PaymentIntent): PaymentState {
  if (status === 'succeeded') return 'received';
  return status === 'processing' ? 'pending' : 'canceled';
}

/** The write that records a payment for the first time. */
async function received(
  context: Context,
  now: AtStripe,
  { invoice, mayAllocate, known }: Whole & { invoice: Invoice },
): Promise<Write<Payment> | undefined> {
  const { intent } = now;
  const state = stateOf(intent);
  if (state === 'canceled') return undefined;
  const { settings } = context;
  const amount = amountOf(intent);
  const paidBack = refundsOf(context, now, undefined, known.reasons);
  const left = amount.amountMinor - refundedMinor({ refunds: paidBack });
  const isIn = state === 'received';
  const allocated = mayAllocate ? payable(invoice, amount.currency, left) : 0;
  const settled = withMore([], invoice.id, allocated);
  const [code] = await nextCodes(paymentRecords, context, 1);
  const { customerId, ownerId, number } = invoice;
  const values = {
    ...code,
    customerId,
    ownerId,
    amount,
    receivedOn: dateIn(
      settings.timeZone,
      known.cameAt ?? timeOf(chargeOf(intent)?.created ?? intent.created),
    ),
    methodId: methodOf(context, intent),
    reference: number,
    provider: intent.livemode ? stripeProvider : stripeTestProvider,
    providerId: intent.id,
    statusId: paymentStatus(settings, isIn && left <= 0 ? 'refunded' : state),
    ...(isIn ? { allocations: settled } : { pendingAllocations: settled.length > 0 ? settled : undefined }),
    refunds: paidBack,
  };
  const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return creation(paymentRecords, context, present);
}

/** The write that changes a payment to what it is at Stripe. One in the trash stays as it is. */
function updated(
  context: Context,
  now: AtStripe,
  { before, invoice, mayAllocate, known }: Whole & { before: Payment },
): Write<Payment> {
  const { settings } = context;
  const was = paymentState(before, settings);
  const { intent } = now;
  const state = stateOf(intent);
  // What was received can only be paid back.
  const hadMoney = was === 'received' || was === 'refunded';
  const isLate = state !== 'received' && hadMoney;
  if (before.deletedAt || isLate) return { record: before, before, actions: [] };
  const paidBack = refundsOf(context, now, before, known.reasons);
  const amount = hadMoney ? before.amount : amountOf(intent);
  const isPaidBack = state === 'received' && refundedMinor({ refunds: paidBack }) >= amount.amountMinor;
  const next = isPaidBack ? 'refunded' : state;
  const changed = { ...before, amount, refunds: paidBack };
  // Until an event says when it came, new money counts on the day on which it is first seen.
  const cameAt = known.cameAt ?? (hadMoney ? undefined : context.now);
  const patch = {
    ...(state === 'received' && cameAt ? { receivedOn: dateIn(settings.timeZone, cameAt) } : {}),
    ...(amount.amountMinor === before.amount.amountMinor ? {} : { amount }),
    refunds: paidBack.length > 0 ? paidBack : null,
    allocations:
      state === 'received' ? allocationsOf(changed, before, was, mayAllocate ? invoice : undefined) : null,
    pendingAllocations:
      state === 'pending' ? promisesOf(amount, before, mayAllocate ? invoice : undefined) : null,
    statusId: next === was ? before.statusId : paymentStatus(settings, next),
    // It was canceled here while the account wasn't connected.
    ...(next === 'canceled' ? {} : { cancelReason: null }),
  };
  const action =
    next === 'canceled'
      ? 'canceled'
      : refundedMinor(changed) > refundedMinor(before)
        ? 'refunded'
        : 'updated';
  return unlockedChange(paymentRecords, context, before, patch, action);
}

/**
 * The allocations of a payment after its refunds, which take what isn't allocated first. Money that has come only now,
 * or that couldn't be paid back after all, goes to the invoice as far as something is due.
 */
function allocationsOf(
  changed: Payment,
  before: Payment,
  was: PaymentState,
  invoice: Invoice | undefined,
): Allocation[] | null {
  const { allocations = [], amount } = changed;
  const free = unallocatedMinor(changed);
  if (free < 0) return withoutLast(allocations, -free);
  const isNew = was === 'pending' || was === 'canceled';
  const returned = isNew ? amount.amountMinor : refundedMinor(before) - refundedMinor(changed);
  const more = invoice && returned > 0 ? payable(invoice, amount.currency, Math.min(free, returned)) : 0;
  const all = invoice ? withMore(allocations, invoice.id, more) : allocations;
  return all.length > 0 ? [...all] : null;
}

/** What a payment under way will settle of its invoice, as far as that is due now. */
function promisesOf(
  amount: Payment['amount'],
  { pendingAllocations = [] }: Payment,
  invoice: Invoice | undefined,
): Allocation[] | null {
  const all = invoice
    ? withMore([], invoice.id, payable(invoice, amount.currency, amount.amountMinor))
    : pendingAllocations;
  return all.length > 0 ? [...all] : null;
}

/** What of an amount can settle an invoice. */
function payable(invoice: Invoice, currency: string, amountMinor: number): number {
  const isOpen =
    !invoice.deletedAt && invoice.customerId !== undefined && invoice.total.currency === currency;
  const due = dueMinorOf(invoice, invoice.total.amountMinor);
  return isOpen ? Math.max(0, Math.min(due, amountMinor)) : 0;
}

function amountOf(intent: Stripe.PaymentIntent): Payment['amount'] {
  const currency = intent.currency.toUpperCase();
  const amount = intent.status === 'succeeded' ? intent.amount_received : intent.amount;
  return { amountMinor: fromStripe(amount, currency), currency };
}

/** Methods of the organization's list by those of Stripe. */
const methods: Record<string, string> = {
  card: 'card',
  card_present: 'card',
  customer_balance: 'bank-transfer',
  acss_debit: 'direct-debit',
  au_becs_debit: 'direct-debit',
  bacs_debit: 'direct-debit',
  sepa_debit: 'direct-debit',
  us_bank_account: 'direct-debit',
};

/** The method of the organization's list, if it still has it. Otherwise, the list's default applies. */
function methodOf({ settings }: Context, intent: Stripe.PaymentIntent): string | undefined {
  const method = methods[chargeOf(intent)?.payment_method_details?.type ?? 'card'] ?? 'other';
  return settings.paymentMethods.find(({ id, retired }) => id === method && !retired)?.id;
}
