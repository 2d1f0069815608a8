import { indexName, type Key } from '#data/store/keys.ts';
import { query, type Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

/** Many, so that a run gets past the rows of one organization that it leaves out. */
const pageItems = 1_000;

/** An item in the index of due items, whose sort key there starts with the time at which it is due. */
export interface DueRow extends Key {
  g6sk: string;
}

/**
 * Handles the due items of one index partition until the time `untilMs` (epoch milliseconds), `atOnce` of them at a time.
 * Returns the number of items for which `handle` returned true.
 */
export async function handleDue(
  session: Session,
  partition: string,
  untilMs: number,
  handle: (row: DueRow, now: string) => Promise<boolean>,
  atOnce = 1,
): Promise<number> {
  let handled = 0;
  let next: Item | undefined;
  do {
    const now = new Date().toISOString();
    const { items, lastKey } = await query<DueRow>(session, {
      IndexName: indexName('g6'),
      KeyConditionExpression: 'g6pk = :pk AND g6sk <= :now',
      ExpressionAttributeValues: { ':pk': partition, ':now': `${now}~` },
      ProjectionExpression: 'pk, sk, g6sk',
      Limit: pageItems,
      // The index may still show items that were just handled, so a page starts after the last one.
      ...(next ? { ExclusiveStartKey: next } : {}),
    });
    for (let from = 0; from < items.length; from += atOnce) {
      if (Date.now() >= untilMs) return handled;
      const done = await Promise.all(items.slice(from, from + atOnce).map((row) => handle(row, now)));
      handled += done.filter(Boolean).length;
    }
    next = lastKey;
  } while (next && Date.now() < untilMs);
  return handled;
}
