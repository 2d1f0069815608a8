import { isLocked, lockedFields } from '#contract/locked-fields.ts';
import { quote, type Quote } from '#contract/records/quote.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { addDays, dateIn } from '../values/day.ts';
import { expiryAction } from './due-items.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { pricedFields, searchedWith, wrongAmounts } from './document.ts';
import { plainDefinition } from './plain-definition.ts';
import { entryWith } from './status-with.ts';

type QuoteRecord = Quote & AnyRecord;
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

const printedFields = [...lockedFields.quote.fields, ...lockedFields.quote.later.fields];

/** Days for which a quote is valid unless it says otherwise. */
const validDays = 30;

const plain = plainDefinition<QuoteRecord>(quote);

const definition: RecordDefinition<QuoteRecord> = {
  ...plain,
  lists: [{ index: 'g1', sort: 'createdAt' }],
  searched: (record) => searchedWith(plain.searched(record), record.title),
  searchDetail: ({ title }) => title,
  searchedBy: { relation: 'customerId', amount: 'total' },
  derive: (values) => pricedFields(values as unknown as Quote),
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
  along: (context, writes) =>
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
  actionsAlongEach: 1,
  rules: {
    check(record, _settings, before) {
      const { validUntil, quotedOn } = record;
      const isBefore = validUntil !== undefined && validUntil < quotedOn;
      return (
        wrongAmounts(record, before) ??
        (isBefore ? { field: 'validUntil', code: 'before_document' } : undefined)
      );
    },
    locked: (record) => printedFields.filter((name) => isLocked(lockedFields.quote, record, name)),
    mayDelete: ({ acceptedAt }) => Promise.resolve(acceptedAt === undefined ? undefined : 'quote_accepted'),
  },
};

/** The status in use for a state. A status with the same meaning that the quote already has is kept. */
function statusOf(
  { quoteStatuses }: Pick<OrganizationSettings, 'quoteStatuses'>,
  state: QuoteState,
  before: QuoteRecord | undefined,
): string | undefined {
  const now = quoteStatuses.find(({ id }) => id === before?.statusId);
  return now?.meaning === state ? now.id : entryWith(quoteStatuses, state);
}

export const quoteRecords = definition as unknown as RecordDefinition;
