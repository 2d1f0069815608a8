import { indexName, type Key } from '#data/store/keys.ts';
import { query } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

const pageItems = 100;

/** An item in the index of due items, whose sort key there starts with the time at which it is due. */
export interface DueRow extends Key {
  g6sk: string;
}

/**
 * Handles the due items of one index partition until the time `untilMs` (epoch milliseconds). Returns the number of
 * items for which `handle` returned true.
 */
export async function handleDue(
  session: Session,
  partition: string,
  untilMs: number,
  handle: (row: DueRow, now: string) => Promise<boolean>,
): Promise<number> {
  let handled = 0;
  let after = '';
  while (Date.now() < untilMs) {
    const now = new Date().toISOString();
    const { items } = await query<DueRow>(session, {
      IndexName: indexName('g6'),
      KeyConditionExpression: 'g6pk = :pk AND g6sk BETWEEN :after AND :now',
      ExpressionAttributeValues: { ':pk': partition, ':after': `${after} `, ':now': `${now}~` },
      ProjectionExpression: 'pk, sk, g6sk',
      Limit: pageItems,
    });
    for (const row of items) if (await handle(row, now)) handled += 1;
    if (items.length < pageItems) break;
    // The index may still show items that were just handled, so the next page starts after them.
    after = items.at(-1)?.g6sk ?? '';
  }
  return handled;
}
