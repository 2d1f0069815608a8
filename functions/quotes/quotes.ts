import type { Quote } from '#contract/records/quote.ts';
import { quoteRecords, quoteState, type QuoteState } from '#data/records/quote.ts';
import { records } from '#data/records/records.ts';
import { dateIn } from '#data/values/day.ts';

export const quotes = records(quoteRecords, {
  of: (quote: Quote, { settings, now }): QuoteState => quoteState(quote, dateIn(settings.timeZone, now)),
  refusal: 'quote_other_state',
});
