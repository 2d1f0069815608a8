import { removed, type DueRow, type Outcome } from '#data/due/end-due-item.ts';
import { expiryAction } from '#data/records/due-items.ts';
import { quoteRecords, quoteState } from '#data/records/quote.ts';
import { records } from '#data/records/records.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import { dateIn } from '#data/values/day.ts';
import { contextOfOwner, dueDocument, isMoved } from './due-document.ts';

/**
 * Marks a quote as expired whose last day is over and that nobody has answered. That it can't be accepted any more
 * follows from the date, so this only concerns what lists and the history show.
 */
export async function expireQuote(session: Session, row: DueRow, now: string): Promise<Outcome> {
  const found = await dueDocument(session, row, quoteRecords);
  if (typeof found === 'string') return found;
  const { settings, record: quote } = found;
  try {
    const state = quote && !quote.deletedAt ? quoteState(quote, dateIn(settings.timeZone, now)) : undefined;
    // The organization's time zone has changed.
    if (quote?.validUntil !== undefined && state === 'sent') {
      const { id, validUntil } = quote;
      await transact(session, [expiryAction({ orgId: settings.id, settings }, { id, validUntil })]);
      return 'left';
    }
    if (!quote || state !== 'expired') {
      await transact(session, [removed(row)]);
      return 'left';
    }
    const context = contextOfOwner(session, settings, quote, now);
    const { actions } = records(quoteRecords)(context).changed(quote, {}, 'expired');
    await transact(context, [...actions, removed(row)]);
    return actions.length > 0 ? 'taken' : 'left';
  } catch (error) {
    if (!isMoved(error)) throw error;
    return 'left';
  }
}
