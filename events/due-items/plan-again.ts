import { removed, type DueRow, type Outcome } from '#data/due/end-due-item.ts';
import { dueTimeOf } from '#data/due/kinds.ts';
import { moveDue, type DueItem } from '#data/records/due-items.ts';
import { dueSteps, nextStep } from '#data/billing/due-steps.ts';
import { readBilling } from '#data/billing/settings.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { dueInvoicesOf, indexName, organizationOf, reminderPlanKey, type Key } from '#data/store/keys.ts';
import { unlessOvertaken } from '#data/store/overtaken.ts';
import { getItems, query, type Item } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

const pageItems = 100;
const together = 10;

/** Releases before 0.10 let plans wait among the invoices. */
export const isPlanOf0_9 = ({ sk }: DueRow): boolean => sk === reminderPlanKey('').sk;

/**
 * Moves the waiting invoices of an organization to the times of its present reminders. Reminders whose time was before the
 * change are not sent. When the time of a run is over, it is left to the next one, which goes through all of them again, and
 * passes over those that were moved.
 */
export async function planAgain(session: Session, row: DueRow, now: string, until: number): Promise<Outcome> {
  const orgId = organizationOf(row.pk);
  const settings = await settingsOf(session, orgId);
  if (!settings) return 'organization-left';
  const { reminderDays } = await readBilling({ ...session, orgId });
  const plannedAt = dueTimeOf(row);
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
    if (Date.now() >= until && start) return 'left';
  } while (start);
  await transact(session, [removed(row)]).catch(unlessOvertaken);
  return 'taken';
}

const move = (session: Session, item: DueItem, at: string, now: string): Promise<void> =>
  transact(session, [moveDue(item, at, now)]).catch(unlessOvertaken);
