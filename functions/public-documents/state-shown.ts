import { askedMinorOf, creditNoteKind, pendingMinorOf, statedTotal, stateAt } from '#data/records/invoice.ts';
import type { QuoteState } from '#data/records/quote.ts';
import type { Formats } from '#data/billing/pdf/formats.ts';
import { stateOf, todayOf, type OpenDocument } from './open-document.ts';
import { textsIn } from './texts.ts';

/** What a customer has to know about a document first. */
export interface StateShown {
  /** The total or, of an invoice, what is left to pay. */
  sum: string;
  label?: string;
  tone: 'good' | 'bad' | '';
  canAnswer: boolean;
  isOwed: boolean;
}

export function stateShown(open: OpenDocument, { money, date }: Formats): StateShown {
  const { states } = textsIn(open.language);
  const { document } = open;
  const total = money(document.record.total.amountMinor);
  if (document.type === 'quote') {
    const state = stateOf(open) ?? 'draft';
    const { validUntil } = document.record;
    const labels: Partial<Record<QuoteState, string>> = {
      sent: states.sent(validUntil && date(validUntil)),
      accepted: states.accepted,
      declined: states.declined,
      expired: states.expired,
    };
    const label = labels[state];
    return {
      sum: total,
      ...(label === undefined ? {} : { label }),
      tone: quoteTones[state] ?? '',
      canAnswer: state === 'sent',
      isOwed: false,
    };
  }
  const { kindId, due, dueOn } = document.record;
  if (kindId === creditNoteKind)
    return {
      sum: money(statedTotal(document.record).amountMinor),
      tone: '',
      canAnswer: false,
      isOwed: false,
    };
  if (due.amountMinor === 0) {
    const isCredited = stateAt(document.record, 0, todayOf(open)) === 'credited';
    const label = isCredited ? states.credited : states.paid;
    return { sum: total, label, tone: 'good', canAnswer: false, isOwed: false };
  }
  const pendingMinor = pendingMinorOf(document.record);
  const underWay = pendingMinor === 0 ? undefined : states.underWay(money(pendingMinor));
  const askedMinor = askedMinorOf(document.record);
  if (askedMinor === 0 && underWay !== undefined)
    return { sum: money(due.amountMinor), label: underWay, tone: '', canAnswer: false, isOwed: false };
  const isLate = dueOn !== undefined && dueOn < todayOf(open);
  const until = dueOn === undefined ? undefined : (isLate ? states.overdue : states.open)(date(dueOn));
  const label = [until, underWay].filter((part) => part !== undefined).join(' · ');
  return {
    sum: money(askedMinor),
    ...(label === '' ? {} : { label }),
    tone: isLate ? 'bad' : '',
    canAnswer: false,
    isOwed: true,
  };
}

const quoteTones: Partial<Record<QuoteState, StateShown['tone']>> = {
  accepted: 'good',
  declined: 'bad',
  expired: 'bad',
};
