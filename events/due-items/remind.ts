import { v7 as uuidv7 } from 'uuid';
import { take, taken, type DueRow, type Outcome } from '#data/due/end-due-item.ts';
import { Overtaken } from '#data/store/overtaken.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { organizationOf } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { activityRecords } from '#data/records/activity.ts';
import { keyOf } from '#data/records/definition.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { changeAdded } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import type { Session } from '#data/store/units.ts';

/**
 * Turns a reminder into one change item with the action `reminded`, whose key contains the reminder's time. If that item
 * already exists, the reminder is only taken. Those of an organization that is being deleted wait for a restore.
 */
export async function remind(session: Session, row: DueRow, now: string): Promise<Outcome> {
  if (!(await settingsOf(session, organizationOf(row.pk)))) return 'organization-left';
  const item = await getItem<RecordItem & { g6sk?: string }>(session, { pk: row.pk, sk: row.sk });
  if (item?.g6sk !== row.g6sk) return 'left';
  const planned = recordFrom(activityRecords, item);
  try {
    await transact(session, [taken(row), reminded(session, item, planned, now)]);
    return 'taken';
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    await take(session, row);
    return 'left';
  }
}

function reminded(session: Session, { org }: RecordItem, planned: ActivityRecord, now: string) {
  const context: UserContext & { orgId: string } = {
    ...session,
    orgId: org,
    requestId: uuidv7(),
    now,
    actor: { userId: planned.ownerId },
    via: 'automation',
  };
  const { put } = changeAdded(activityRecords, context, planned, 'reminded');
  // The reminder is recorded as a change, but nobody made one, so lists of recent changes leave it out.
  const { g1pk: _g1pk, g1sk: _g1sk, ...change } = put.Item;
  const key = { ...keyOf(activityRecords, org, planned.id), sk: `REMINDED#${planned.remindAt ?? ''}` };
  return { put: { ...put, Item: { ...change, ...key } }, refuse: () => new Overtaken() };
}
