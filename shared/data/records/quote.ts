import { quote, type Quote } from '#contract/records/quote.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { addDays, dateIn } from '../values/day.ts';
import { expiryAction } from './due-items.ts';
import type { RecordDefinition } from './definition.ts';
import { pricedFields, searchedWith, wrongAmounts } from './document.ts';
import { plainDefinition } from './plain-definition.ts';
import { entryWith } from './status-with.ts';

export type QuoteState = 'draft' | 'sent' | 'accepted' | 'declined' | 'expired';

/** What follows from a quote's own values on a day. */
export function quoteState(
  { sentAt, acceptedAt, declinedAt, validUntil }: Partial<Quote>,
  today: string,
): QuoteState {
  if (acceptedAt !== undefined) return 'accepted';
  if (declinedAt !== undefined) return 'declined';
  if (sentAt === undefined) return 'draft';
  return validUntil !== undefined && validUntil < today ? 'expired' : 'sent';
}

/** Days for which a quote is valid unless it says otherwise. */
const validDays = 30;

const plain = plainDefinition<Quote>(quote);

export const quoteRecords: RecordDefinition<Quote> = {
  ...plain,
  lists: [{ index: 'g1', sort: 'createdAt' }],
  search: {
    terms: (record) => searchedWith(plain.search.terms(record), record.title),
    detail: ({ title }) => title,
    relation: 'customerId',
    amount: 'total',
  },
  derive: (values) => pricedFields(values),
  filledIn: {
    defaults({ currency, timeZone }) {
      const today = dateIn(timeZone, new Date());
      return { currency, quotedOn: today, validUntil: addDays(today, validDays) };
    },
    keep(record, before, { now, settings }) {
      const state = quoteState(record, dateIn(settings.timeZone, now));
      return { statusId: statusOf(settings, state, before) };
    },
  },
  along: {
    each: 1,
    actions: (context, writes) =>
      writes.flatMap(({ before, after }) => {
        const { id, validUntil } = after;
        const isOpen = quoteState({ ...after, validUntil: undefined }, '') === 'sent';
        const isKnown = before?.sentAt === after.sentAt && before?.validUntil === validUntil;
        // One that was in the trash at the end of its last day doesn't wait any more.
        const isWaiting = isKnown && before?.deletedAt === undefined;
        return isOpen && validUntil !== undefined && !isWaiting
          ? [expiryAction(context, { id, validUntil })]
          : [];
      }),
  },
  waiting: ({ sentAt, acceptedAt, declinedAt, validUntil, statusId }) =>
    sentAt !== undefined && acceptedAt === undefined && declinedAt === undefined && validUntil !== undefined
      ? { from: validUntil, values: { statusId, validUntil } }
      : undefined,
  rules: {
    check(record, _settings, before) {
      const { validUntil, quotedOn } = record;
      const isBefore = validUntil !== undefined && validUntil < quotedOn;
      return (
        wrongAmounts(record, before) ??
        (isBefore ? { field: 'validUntil', code: 'before_document' } : undefined)
      );
    },
    mayDelete: ({ acceptedAt }) => Promise.resolve(acceptedAt === undefined ? undefined : 'quote_accepted'),
  },
};

/** The status in use for a state. A status with the same meaning that the quote already has is kept. */
function statusOf(
  { quoteStatuses }: Pick<OrganizationSettings, 'quoteStatuses'>,
  state: QuoteState,
  before: Quote | undefined,
): string | undefined {
  const now = quoteStatuses.find(({ id }) => id === before?.statusId);
  return now?.meaning === state ? now.id : entryWith(quoteStatuses, state);
}
