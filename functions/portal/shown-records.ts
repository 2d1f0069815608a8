import type { Filter } from '#contract/lists/filter-tree.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Order } from '#contract/records/order.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { Context } from '#data/organization/context.ts';
import { isSeenBy, type CustomerViewer } from '#data/portal/viewer.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { issueRecords } from '#data/records/issue.ts';
import { orderRecords } from '#data/records/order.ts';
import { paymentRecords } from '#data/records/payment.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { readFinal } from '#data/records/read.ts';
import { ProblemError } from '#contract/problem.ts';

/** Which records of a type clients see, and in which order. */
export interface ShownRecords<Shown extends AnyRecord> {
  definition: RecordDefinition;
  statuses: StatusListName;
  /** The meanings of the statuses of these records. All by default. */
  meanings?: readonly StatusMeaning[];
  /** The field by which they are listed, newest first. */
  sort: string & keyof Shown;
  /** Set if records without a value in this field aren't shown. */
  needs?: string & keyof Shown;
}

export const shownQuotes: ShownRecords<Quote> = {
  definition: quoteRecords,
  statuses: 'quoteStatuses',
  meanings: ['sent', 'accepted', 'declined', 'expired'],
  sort: 'quotedOn',
  needs: 'sentAt',
};
export const shownOrders: ShownRecords<Order> = {
  definition: orderRecords,
  statuses: 'orderStatuses',
  meanings: ['confirmed', 'fulfilled', 'canceled'],
  sort: 'orderedOn',
  // A draft can be canceled, too.
  needs: 'confirmedAt',
};
export const shownInvoices: ShownRecords<Invoice> = {
  definition: invoiceRecords,
  statuses: 'invoiceStatuses',
  meanings: ['open', 'overdue', 'paid', 'credited', 'issued'],
  sort: 'issuedOn',
};
export const shownPayments: ShownRecords<Payment> = {
  definition: paymentRecords,
  statuses: 'paymentStatuses',
  meanings: ['pending', 'received', 'refunded'],
  sort: 'receivedOn',
};
export const shownIssues: ShownRecords<Issue> = {
  definition: issueRecords,
  statuses: 'issueStatuses',
  sort: 'createdAt',
};

/** The condition for records that clients see, of which `meanings` are asked for. */
export function shownFilter<Shown extends AnyRecord>(
  { settings }: Context,
  { statuses, meanings: all, needs }: ShownRecords<Shown>,
  meanings = all,
): Filter {
  const ids = settings[statuses].flatMap(({ id, meaning }) =>
    !meanings || (meaning && meanings.includes(meaning)) ? [id] : [],
  );
  return {
    and: [
      { field: 'statusId', op: 'anyOf', value: ids },
      ...(needs === undefined ? [] : [{ field: needs, op: 'isNotEmpty' } as const]),
    ],
  };
}

/** A record that a viewer sees, or the one into which it was merged. Throws the same `not_found` for all others. */
export async function loadShown<Shown extends AnyRecord>(
  context: Context,
  viewer: CustomerViewer,
  { definition, statuses, meanings, needs }: ShownRecords<Shown>,
  id: string,
): Promise<Shown> {
  const [found] = await readFinal(context, [{ definition, id }]);
  const record = found as (Shown & { statusId?: string }) | undefined;
  const meaning = context.settings[statuses].find((one) => one.id === record?.statusId)?.meaning;
  if (
    !record ||
    record.deletedAt !== undefined ||
    !isSeenBy(viewer, definition, record) ||
    (meanings && !(meaning && meanings.includes(meaning))) ||
    (needs && record[needs] === undefined)
  )
    throw new ProblemError('not_found');
  return record;
}
