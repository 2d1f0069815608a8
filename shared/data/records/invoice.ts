import { settledMinorOf } from '#contract/document-fields.ts';
import type { DocumentTotals } from '#contract/document-totals.ts';
import type { Money } from '#contract/field.ts';
import { quantitiesLeft } from '#contract/credited.ts';
import { invoice as invoiceType, type Invoice } from '#contract/records/invoice.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { invoiceFacts } from '../counters/money-facts.ts';
import { noValue } from '../store/keys.ts';
import { waitAction } from './due-items.ts';
import { dateIn, endOfDay } from '../values/day.ts';
import { numberSpellings } from '../values/identifier-terms.ts';
import type { RecordDefinition } from './definition.ts';
import { amountFields, documentTotals, lineFields, searchedWith, wrongAmounts } from './document.ts';
import { plainDefinition } from './plain-definition.ts';
import { entryWith } from './status-with.ts';

export type InvoiceState = 'draft' | 'open' | 'overdue' | 'paid' | 'credited' | 'void' | 'issued';

/** The ids of the two kinds. Organizations can rename them. */
export const invoiceKind = 'invoice';
export const creditNoteKind = 'credit-note';

type Settings = Pick<OrganizationSettings, 'invoiceStatuses' | 'timeZone'>;

/** What follows from an invoice's own values at a time. */
export function stateAt(invoice: Partial<Invoice>, dueMinor: number, today: string): InvoiceState {
  const { kindId, issuedAt, voidedAt, dueOn, creditedMinor = 0 } = invoice;
  if (issuedAt === undefined) return 'draft';
  if (kindId === creditNoteKind) return 'issued';
  if (voidedAt !== undefined) return 'void';
  if (dueMinor <= 0) return creditedMinor > 0 && paidMinorOf(invoice) === 0 ? 'credited' : 'paid';
  return dueOn !== undefined && dueOn < today ? 'overdue' : 'open';
}

/** What payments have settled of an invoice, with what was withheld from them, in minor units. */
export const paidMinorOf = ({ settlements = [] }: Partial<Invoice>): number =>
  settlements.reduce((sum, one) => sum + settledMinorOf(one), 0);

/** What is left to pay of an invoice that was issued and not voided, in minor units. */
export function dueMinorOf(invoice: Partial<Invoice>, totalMinor: number): number {
  const { kindId, issuedAt, voidedAt, creditedMinor = 0 } = invoice;
  const isOwed = issuedAt !== undefined && voidedAt === undefined && kindId !== creditNoteKind;
  return isOwed ? totalMinor - paidMinorOf(invoice) - creditedMinor : 0;
}

/** What payments under way will settle of an invoice, in minor units. */
export const pendingMinorOf = ({ pendingSettlements = [] }: Partial<Invoice>): number =>
  pendingSettlements.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** What a customer is asked to pay of an invoice: what is due and not under way, in minor units. */
export const askedMinorOf = (invoice: Invoice): number =>
  Math.max(0, dueMinorOf(invoice, invoice.total.amountMinor) - pendingMinorOf(invoice));

/** How a line of an invoice names the line of an order or a quote that it bills. */
export type BilledBy = 'orderLine' | 'quoteLine';

/** How much an invoice bills of lines of its order or its quote. What was credited isn’t billed any more. */
export function billedLines(invoice: Invoice, by: BilledBy): { line: number; quantity: number }[] {
  if (invoice.kindId !== invoiceKind || invoice.voidedAt !== undefined) return [];
  const left = quantitiesLeft(invoice);
  return (invoice.lines ?? []).flatMap(({ [by]: line }, place) => {
    const quantity = left[place] ?? 0;
    return line === undefined || quantity <= 0 ? [] : [{ line, quantity }];
  });
}

/** What an invoice that was issued names somebody in. */
const printedFields = ['parties', 'reference', 'lines', 'notes', 'reason'];

/** The status that follows from the other values, since when the invoice is paid, and when it was first overdue. */
function keep(
  record: Invoice,
  before: Invoice | undefined,
  { now, settings }: { now: string; settings: OrganizationSettings },
): Record<string, unknown> {
  const totalMinor = amountFields(record).total.amountMinor;
  const state = stateAt(record, dueMinorOf(record, totalMinor), dateIn(settings.timeZone, now));
  const wasPaid = before?.paidAt !== undefined;
  const isOverdue = state === 'overdue' || before?.overdueAt !== undefined;
  return {
    kindId: record.kindId ?? invoiceKind,
    statusId: statusOf(settings, state, before),
    paidAt: state !== 'paid' ? null : wasPaid ? before.paidAt : now,
    overdueAt: isOverdue && record.dueOn !== undefined ? endOfDay(settings.timeZone, record.dueOn) : null,
  };
}

/**
 * An invoice that was moved to another order bills none of the previous order’s lines: not even in a form, which sends
 * the lines back as they were. Lines that come back together with their order, as in an undo, bill that order’s.
 */
function withoutStale(record: Invoice, before: Invoice): Invoice {
  if (!record.lines || record.orderId === before.orderId) return record;
  const previous = new Set(before.lines?.map(({ orderLine }) => orderLine));
  const lines = record.lines.map(({ orderLine, ...line }) =>
    orderLine === undefined || previous.has(orderLine) ? line : { ...line, orderLine },
  );
  return { ...record, lines };
}

/** The status in use for a state. A status with the same meaning that the invoice already has is kept. */
function statusOf(
  { invoiceStatuses }: Settings,
  state: InvoiceState,
  before: Invoice | undefined,
): string | undefined {
  const now = invoiceStatuses.find(({ id }) => id === before?.statusId);
  return now?.meaning === state ? now.id : entryWith(invoiceStatuses, state);
}

const amountOf = (invoice: Pick<Invoice, 'currency' | 'kindId'>, amountMinor = 0) => ({
  amountMinor: signed(invoice, amountMinor),
  currency: invoice.currency,
});

/** An amount of a document as lists and reports add it up: a credit note takes off. */
const signed = ({ kindId }: Partial<Pick<Invoice, 'kindId'>>, minor: number): number =>
  // Zero has no sign.
  kindId === creditNoteKind ? 0 - minor : minor;

/** The total as documents and e-mails state it. Their titles say in whose favor it is. */
export const statedTotal = ({ total }: Pick<Invoice, 'total'>): Money => ({
  ...total,
  amountMinor: Math.abs(total.amountMinor),
});

/** Up to version 0.4, the amounts of credit notes were positive, and invoices knew of no payments under way. */
function asRead(invoice: Invoice): Invoice {
  // Nothing has checked a line of an archive yet.
  const { subtotal, total, pending } = invoice as Partial<Invoice>;
  if (!subtotal || !total) return invoice;
  const known = pending ? invoice : { ...invoice, pending: { ...total, amountMinor: 0 } };
  if (invoice.kindId !== creditNoteKind) return known;
  const takenOff = (amount: Money): Money => ({ ...amount, amountMinor: 0 - Math.abs(amount.amountMinor) });
  return { ...known, subtotal: takenOff(subtotal), total: takenOff(total) };
}

const ratesIn = (rates: DocumentTotals['taxes'] = []): string[] =>
  rates.map(({ percent }) => String(percent));

/** The net amounts of its products, and of its lines without one. They add up to the subtotal. */
function productShares(invoice: Invoice): Record<string, number> {
  const shares: Record<string, number> = {};
  const netMinor = documentTotals(invoice)?.netMinor ?? [];
  for (const [place, { productId = noValue }] of (invoice.lines ?? []).entries())
    shares[productId] = (shares[productId] ?? 0) + signed(invoice, netMinor[place] ?? 0);
  return shares;
}

const plain = plainDefinition<Invoice>(invoiceType);

export const invoiceRecords: RecordDefinition<Invoice> = {
  ...plain,
  projection: 7,
  lists: [
    { index: 'g1', sort: 'createdAt' },
    // What is left to bill of an order follows from its invoices.
    {
      index: 'g2',
      by: 'orderId',
      isInternal: true,
      holds: (record) => billedLines(record, 'orderLine').length > 0,
      sort: 'createdAt',
    },
  ],
  search: {
    terms: (record) => ({
      ...searchedWith(plain.search.terms(record), record.reference),
      spellings: numberSpellings(record.number, record.issuedOn?.slice(0, 4)),
    }),
    detail: ({ reference }) => reference,
    relation: 'customerId',
    amount: 'total',
  },
  asRead,
  derive(values) {
    const record = values;
    const amounts = amountFields(record);
    const money = (amountMinor: number) => ({ ...amounts.total, amountMinor });
    return {
      ...lineFields(record),
      subtotal: money(signed(record, amounts.subtotal.amountMinor)),
      total: money(signed(record, amounts.total.amountMinor)),
      title: record.number ?? record.code,
      paid: money(paidMinorOf(record)),
      credited: money(record.creditedMinor ?? 0),
      due: money(Math.max(0, dueMinorOf(record, amounts.total.amountMinor))),
      pending: money(pendingMinorOf(record)),
    };
  },
  computed: {
    values: {
      tax: (invoice) => amountOf(invoice, documentTotals(invoice)?.taxMinor),
      withheld: (invoice) => amountOf(invoice, documentTotals(invoice)?.withholdingMinor),
      taxRates: (invoice) => ratesIn(documentTotals(invoice)?.taxes),
      withholdingRates: (invoice) => ratesIn(documentTotals(invoice)?.withholdings),
      productIds: ({ lines = [] }) => [...new Set(lines.flatMap(({ productId }) => productId ?? []))],
      productShares,
    },
    basis: () => [],
  },
  filledIn: { defaults: ({ currency }) => ({ currency }), keep, withoutStale },
  counting: {
    isKnownTo: ({ statusId }, { invoiceStatuses }) => invoiceStatuses.some(({ id }) => id === statusId),
    facts: (record) => invoiceFacts(record, record.kindId === creditNoteKind),
  },
  along: {
    each: 1,
    actions: (context, writes) =>
      writes.flatMap(({ before, after }) => {
        const { id, dueOn } = after;
        return dueOn !== undefined && isIssuedNow(before, after) ? [waitAction(context, { id, dueOn })] : [];
      }),
  },
  waiting: (record) => {
    const { dueOn, statusId, total } = record;
    return dueOn !== undefined && dueMinorOf(record, total.amountMinor) > 0
      ? { from: dueOn, values: { statusId, dueOn } }
      : undefined;
  },
  rules: {
    check: (record, _settings, before) =>
      wrongAmounts(record, before) ??
      (isDueBefore(record) ? { field: 'dueOn', code: 'before_document' } : undefined),
    retained: ({ issuedAt }) => (issuedAt === undefined ? [] : printedFields),
    mayDelete: ({ issuedAt }) => Promise.resolve(issuedAt === undefined ? undefined : 'invoice_issued'),
  },
};

/** Whether a draft is due before its own date. Without one, it is compared when it is issued. */
const isDueBefore = ({ issuedAt, issuedOn, dueOn }: Invoice): boolean =>
  issuedAt === undefined && issuedOn !== undefined && dueOn !== undefined && dueOn < issuedOn;

/** An invoice waits for its due date from the transaction in which it is issued, wherever it comes from. */
const isIssuedNow = (before: Invoice | undefined, after: Invoice): boolean =>
  before?.issuedAt === undefined && after.issuedAt !== undefined && after.kindId === invoiceKind;
