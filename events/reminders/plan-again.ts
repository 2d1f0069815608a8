import { moveDue, Passed, removeDue, type DueItem } from '#data/records/due-items.ts';
import { dueSteps, nextStep } from '#data/billing/due-steps.ts';
import { readBilling } from '#data/billing/settings.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { dueInvoicesOf, indexName, organizationOf, type Key } from '#data/store/keys.ts';
import { getItems, query, type Item } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';
import type { DueRow } from '../reader/due-rows.ts';

const pageItems = 100;
const together = 10;

/**
 * Moves the waiting invoices of an organization to the times of its present reminders, until the time `until` (epoch
 * milliseconds). Reminders whose time was before the change are not sent. If the run ends before, the next one goes through
 * all of them again, and passes over those that were moved. Returns whether it has come to the end.
 */
export async function planAgain(session: Session, row: DueRow, now: string, until: number): Promise<boolean> {
  const orgId = organizationOf(row.pk);
  const settings = await settingsOf(session, orgId);
  if (!settings) return false;
  const { reminderDays } = await readBilling({ ...session, orgId });
  const [plannedAt = ''] = row.g6sk.split('#');
  let start: Item | undefined;
  do {
    const page = await query<Key>(session, {
      IndexName: indexName('g1'),
      KeyConditionExpression: 'g1pk = :pk AND g1sk > :now',
      ExpressionAttributeValues: { ':pk': dueInvoicesOf(orgId), ':now': `${now}~` },
      ProjectionExpression: 'pk, sk',
      Limit: pageItems,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    const items = await getItems<DueItem>(session, page.items);
    const moving = items.flatMap((item) => {
      const next = item && nextStep(dueSteps(item.dueOn, reminderDays, settings.timeZone), now);
      const isPlanned = next === undefined || (item?.handledUntil ?? '') >= plannedAt;
      return item && !isPlanned ? [{ item, at: next.at }] : [];
    });
    for (let place = 0; place < moving.length; place += together)
      await Promise.all(
        moving.slice(place, place + together).map(({ item, at }) => move(session, item, at, now)),
      );
    start = page.lastKey;
    if (Date.now() >= until && start) return false;
  } while (start);
  await unlessPassed(transact(session, [removeDue(row)]));
  return true;
}

const move = (session: Session, item: DueItem, at: string, now: string): Promise<void> =>
  unlessPassed(transact(session, [moveDue(item, at, now)]));

async function unlessPassed(writing: Promise<void>): Promise<void> {
  await writing.catch((error: unknown) => {
    if (!(error instanceof Passed)) throw error;
  });
}
