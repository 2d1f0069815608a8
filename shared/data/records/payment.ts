import type { Allocation } from '#contract/document-fields.ts';
import { payment, type Payment } from '#contract/records/payment.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { paymentFacts } from '../counters/money-facts.ts';
import { dateIn } from '../values/day.ts';
import type { RecordDefinition } from './definition.ts';
import { searchedWith } from './document.ts';
import { plainDefinition } from './plain-definition.ts';
import { entryWith } from './status-with.ts';

export type PaymentState = 'pending' | 'received' | 'refunded' | 'canceled';

export const paymentState = (
  { statusId }: Pick<Payment, 'statusId'>,
  { paymentStatuses }: Pick<OrganizationSettings, 'paymentStatuses'>,
): PaymentState => (paymentStatuses.find(({ id }) => id === statusId)?.meaning ?? 'received') as PaymentState;

export const paymentStatus = (
  { paymentStatuses }: Pick<OrganizationSettings, 'paymentStatuses'>,
  state: PaymentState,
): string | undefined => entryWith(paymentStatuses, state);

/** Whether the money has come, even if it was refunded since. */
const hasMoney = (
  record: Pick<Payment, 'statusId'>,
  settings: Pick<OrganizationSettings, 'paymentStatuses'>,
): boolean => ['received', 'refunded'].includes(paymentState(record, settings));

export const allocatedMinor = (allocations: readonly Allocation[] = []): number =>
  allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

export const refundedMinor = ({ refunds = [] }: Pick<Payment, 'refunds'>): number =>
  refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** What of a payment is neither allocated nor refunded, in minor units. */
export const unallocatedMinor = (payment: Pick<Payment, 'amount' | 'allocations' | 'refunds'>): number =>
  payment.amount.amountMinor - refundedMinor(payment) - allocatedMinor(payment.allocations);

const plain = plainDefinition<Payment>(payment);

export const paymentRecords: RecordDefinition<Payment> = {
  ...plain,
  projection: 4,
  lists: [{ index: 'g1', sort: 'createdAt' }],
  search: {
    terms: (record) => searchedWith(plain.search.terms(record), record.reference),
    detail: ({ reference }) => reference,
    relation: 'customerId',
    amount: 'amount',
  },
  derive(values, settings) {
    const record = values;
    const money = (amountMinor: number) => ({ ...record.amount, amountMinor });
    return {
      unallocated: money(hasMoney(record, settings) ? Math.max(0, unallocatedMinor(record)) : 0),
      refunded: money(refundedMinor(record)),
    };
  },
  filledIn: {
    defaults: ({ timeZone }) => ({ receivedOn: dateIn(timeZone, new Date()) }),
    keep: (_record, before, { settings }) =>
      before ? {} : { statusId: paymentStatus(settings, 'received') },
  },
  counting: {
    isKnownTo: ({ statusId }, { paymentStatuses }) => paymentStatuses.some(({ id }) => id === statusId),
    facts: (record, settings) => paymentFacts(record, hasMoney(record, settings)),
  },
  rules: {
    // Operations of payments change allocations together with the invoices.
    singly: ['allocations'],
    // An invoice can still be paid, but only in the name of the customer that it has.
    mayBeGone: ({ allocations }) =>
      Array.isArray(allocations) && allocations.length > 0 ? ['customerId'] : [],
    check(record, settings, before) {
      if (isAhead(record, settings, before)) return { field: 'receivedOn', code: 'in_future' };
      if (record.amount.amountMinor === 0) return { field: 'amount', code: 'zero_amount' };
      if (!hasMoney(record, settings) && record.allocations)
        return { field: 'allocations', code: 'not_allowed' };
      if (unallocatedMinor(record) >= 0) return undefined;
      const { amountMinor, currency } = record.amount;
      const limit = amountMinor - refundedMinor(record);
      return { field: 'allocations', code: 'too_big', limit, currency };
    },
    mayDelete: ({ allocations, refunds, provider, ...record }, { settings }) => {
      const counts = allocations ?? refunds ?? provider;
      const isCanceled = paymentState(record, settings) === 'canceled';
      return Promise.resolve(counts === undefined || isCanceled ? undefined : 'payment_counts');
    },
  },
};

/** Whether somebody enters a day on which no money can have come yet. Providers know theirs. */
const isAhead = (
  { receivedOn, provider }: Payment,
  { timeZone }: Pick<OrganizationSettings, 'timeZone'>,
  before: Payment | undefined,
): boolean =>
  provider === undefined && receivedOn !== before?.receivedOn && receivedOn > dateIn(timeZone, new Date());
