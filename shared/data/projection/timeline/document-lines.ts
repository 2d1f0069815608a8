import type { Money } from '#contract/field.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Order } from '#contract/records/order.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Quote } from '#contract/records/quote.ts';
import type { TimelineEntry } from '#contract/timeline.ts';
import { creditNoteKind, statedTotal } from '../../records/invoice.ts';
import { recordKey, type Key } from '../../store/keys.ts';

type Kind = 'quote' | 'order' | 'invoice' | 'payment' | 'issue';

/** Something that happened to a document, with the amount that it was about, or to an issue. */
interface Moment {
  action: string;
  /** Names the moment in the line’s id, if actions that exclude each other share one. */
  key?: string;
  at: string | undefined;
  amount?: Money;
  /** Distinguishes moments with the same action. */
  place?: number;
  actorId?: string;
}

/** The first letter of the ids of lines, by the kind of document that they are about. */
const letters = { quote: 'Q', order: 'O', invoice: 'I', payment: 'Y', issue: 'S' } as const satisfies Record<
  Kind,
  string
>;

/** The kind and the id of the document that a line is about, from the line's id. */
export function documentOf(entryId: string): { type: Kind; id: string } | undefined {
  const type = (Object.keys(letters) as Kind[]).find((one) => letters[one] === entryId.slice(0, 1));
  const id = entryId.split(':')[1];
  return type && id !== undefined ? { type, id } : undefined;
}

interface Document {
  id: string;
  customerId?: string | undefined;
  contactId?: string | undefined;
  dealId?: string | undefined;
  orderId?: string | undefined;
  quoteId?: string | undefined;
  creditedId?: string | undefined;
}

/** The lines of a document in the timelines of the records that it belongs to. */
export function documentLines(
  kind: Kind,
  document: Document,
  orgId: string,
): { record: Key; entry: TimelineEntry }[] {
  const { id, customerId, contactId, dealId, orderId, quoteId, creditedId } = document;
  const named = [
    ['customer', customerId],
    ['contact', contactId],
    ['deal', dealId],
    ['order', orderId],
    ['quote', quoteId],
    ['invoice', creditedId],
  ] as const;
  const records = named.flatMap(([type, recordId]) =>
    recordId === undefined ? [] : [recordKey(orgId, type, recordId)],
  );
  const entries = momentsOf[kind](document as never).flatMap((moment): TimelineEntry[] => {
    const { action, key, at, amount, place, actorId } = moment;
    if (at === undefined) return [];
    return [
      {
        id: `${letters[kind]}${key ?? action}${place ?? ''}:${id}`,
        kind,
        at,
        ...(actorId === undefined ? {} : { actorId }),
        // The title is that of the document when the timeline is read.
        about: { type: kind, id, title: '' },
        action,
        ...(amount ? { data: { amount } } : {}),
      },
    ];
  });
  return records.flatMap((record) => entries.map((entry) => ({ record, entry })));
}

const momentsOf: Record<Kind, (document: never) => Moment[]> = {
  quote: ({ createdAt, createdBy, sentAt, sentTo, acceptedAt, declinedAt, total: amount }: Quote) => [
    { action: 'created', at: createdAt, actorId: createdBy, amount },
    // One that somebody marked as sent has no address.
    { action: sentTo === undefined ? 'markedSent' : 'sent', key: 'sent', at: sentAt, amount },
    { action: 'accepted', at: acceptedAt, amount },
    { action: 'declined', at: declinedAt, amount },
  ],
  order: ({ createdAt, createdBy, confirmedAt, fulfilledAt, canceledAt, total: amount }: Order) => [
    { action: 'created', at: createdAt, actorId: createdBy, amount },
    { action: 'confirmed', at: confirmedAt, amount },
    { action: 'fulfilled', at: fulfilledAt, amount },
    { action: 'canceled', at: canceledAt, amount },
  ],
  invoice: ofInvoice,
  payment: ofPayment,
  issue: ({ createdAt, createdBy, resolvedAt }: Issue) => [
    { action: 'created', at: createdAt, actorId: createdBy },
    { action: 'resolved', at: resolvedAt },
  ],
};

/** A draft has a line as long as it is one. */
function ofInvoice(invoice: Invoice): Moment[] {
  const { kindId, createdAt, createdBy, issuedAt } = invoice;
  const amount = statedTotal(invoice);
  if (kindId === creditNoteKind) return [{ action: 'credited', at: createdAt, actorId: createdBy, amount }];
  if (issuedAt === undefined) return [{ action: 'created', at: createdAt, actorId: createdBy, amount }];
  const { remindedAt, overdueAt, paidAt, voidedAt } = invoice;
  return [
    { action: 'issued', at: issuedAt, amount },
    { action: 'overdue', at: overdueAt, amount },
    { action: 'reminded', at: remindedAt, amount },
    { action: 'paid', at: paidAt, amount },
    { action: 'voided', at: voidedAt, amount },
  ];
}

function ofPayment({ createdAt, createdBy, amount, refunds = [] }: Payment): Moment[] {
  return [
    { action: 'received', at: createdAt, actorId: createdBy, amount },
    ...refunds.map(({ amountMinor, refundedAt }, place) => ({
      action: 'refunded',
      at: refundedAt ?? createdAt,
      amount: { ...amount, amountMinor },
      place,
    })),
  ];
}
